/**
 * Every body of the folder that GPJOBS_SAMPLES names goes through `gp/`: the table says what comes of each. The bodies
 * themselves are not part of this project; bodies of our own in the same shapes are in `own-bodies.test.ts`.
 */
import {readdirSync, readFileSync} from 'node:fs';
import {join, relative} from 'node:path';
import process from 'node:process';
import {describe, expect, test} from 'vitest';
import {outcomeOf, type Reader, readers} from './sample-outcome.ts';

const table: ReadonlyArray<readonly [file: string, reader: Reader, outcome: string]> = [
	['admin-cancel-success.json', 'job', 'fault unexpected'],
	['admin-error-499.json', 'job', 'fault sign-in 499'],
	['admin-job.json', 'job', 'fault unexpected'],
	['admin-jobs-resource.json', 'job', 'fault unexpected'],
	['admin-jobs-statistics.json', 'job', 'fault unexpected'],
	['cancel-response-cancelled.json', 'job', 'job cancelled'],
	['error-400-details-empty.json', 'job', 'fault server 400'],
	['error-400-invalid-layer.json', 'job', 'fault server 400'],
	['error-400-invalid-parameter.json', 'job', 'fault server 400'],
	['error-400-invalid-request-gwm.json', 'job', 'fault server 400'],
	['error-400-result.json', 'job', 'fault server 400'],
	['error-400-unable-to-complete-service.json', 'job', 'fault server 400'],
	['error-400-unable-to-get-results.json', 'job', 'fault server 400'],
	['error-403-no-permission.json', 'job', 'fault forbidden 403'],
	['error-499-no-details.json', 'job', 'fault sign-in 499'],
	['error-499-token-required-messagecode.json', 'job', 'fault sign-in 499'],
	['error-generate-token.json', 'job', 'fault server 400'],
	['error-oauth-invalid-client.json', 'job', 'fault server 400'],
	['error-status-failed.json', 'job', 'fault server'],
	['error-toplevel-code-500.json', 'job', 'fault server 500'],
	['execute-exportwebmap.json', 'job', 'fault unexpected'],
	['execute-layout-templates-commented.txt', 'job', 'fault not-json'],
	['execute-multivalue.json', 'job', 'fault unexpected'],
	['execute-polyline-no-messages.json', 'job', 'fault unexpected'],
	['generate-token-admin-response.json', 'job', 'fault unexpected'],
	['html-portal-directory.txt', 'job', 'fault not-json'],
	['job-cancelling-status-only.json', 'job', 'job cancelling'],
	['job-executing-classic.json', 'job', 'job running, messages 2'],
	['job-executing-ioer.json', 'job', 'job running, messages 2'],
	['job-executing-message-extra-field.json', 'job', 'job running, messages 1'],
	['job-executing-status-only.json', 'job', 'job running'],
	['job-failed-2015-no-reason.json', 'job', 'job failed, messages 3'],
	['job-failed-informative-only.json', 'job', 'job failed, messages 1'],
	['job-failed-no-messages.json', 'job', 'job failed'],
	['job-json-schema.json', 'job', 'fault unexpected'],
	['job-new-status-only.json', 'job', 'job queued'],
	['job-no-status.json', 'job', 'fault unexpected'],
	['job-progress-default.json', 'job', 'fault unexpected'],
	['job-progress-step.json', 'job', 'fault unexpected'],
	['job-succeeded-enterprise-ebk.json', 'job', 'job succeeded, messages 5, results 2, inputs 2'],
	['job-succeeded-landfire-short.json', 'job', 'job succeeded, messages 1, results 1, inputs 6'],
	['job-succeeded-notebook-webtool.json', 'job', 'job succeeded, messages 5, results 1, inputs 1, notebook 2'],
	['job-succeeded-raster-estimate.json', 'job', 'job succeeded, messages 0, results 1'],
	['job-succeeded-raster-generate.json', 'job', 'job succeeded, messages 0, results 1, inputs 3'],
	['job-syntax-notebook.json', 'job', 'job unknown, messages 2, results 2, inputs 2'],
	['job-waiting-minimal.json', 'job', 'job queued'],
	['k8s-admin-job-executing.json', 'job', 'fault unexpected'],
	['messages-esri-prs-code-parameters.json', 'messages', 'error <msg>'],
	['notebook-input.json', 'parameter', 'GPString, simple'],
	['notebook-system-job-openNotebook.txt', 'job', 'fault not-json'],
	['portal-item-status-syntax.txt', 'job', 'fault not-json'],
	['restjs-job-cancelled.json', 'job', 'job cancelled, messages 2'],
	['restjs-job-succeeded-results-lowercase.json', 'job', 'job succeeded, results 2'],
	['restjs-result-odd.json', 'parameter', 'no type, tree'],
	['restjs-result-recordset-empty.json', 'parameter', 'GPRecordSet, records'],
	['restjs-submit.json', 'job', 'job queued'],
	['result-analysis-featurecollection.json', 'parameter', 'GPString, tree'],
	['result-analysis-url.json', 'parameter', 'GPString, place'],
	['result-exportwebmap-async.json', 'parameter', 'GPDataFile, place'],
	['result-field.json', 'parameter', 'Field, simple'],
	['result-geocode-itemid.json', 'parameter', 'GPString, place'],
	['result-gpdatafile-async.json', 'parameter', 'GPDataFile, place'],
	['result-gpdatafile-landfire.json', 'parameter', 'GPDataFile, place'],
	['result-gpdatafile-sync.json', 'parameter', 'GPDataFile, place'],
	['result-gpdate.json', 'parameter', 'GPDate, simple'],
	['result-gpdouble.json', 'parameter', 'GPDouble, simple'],
	['result-gpfeaturerecordsetlayer-exceeded.json', 'parameter', 'GPFeatureRecordSetLayer, records'],
	['result-gpfeaturerecordsetlayer-points-z.json', 'parameter', 'GPFeatureRecordSetLayer, records'],
	['result-gpfeaturerecordsetlayer-url.json', 'parameter', 'GPFeatureRecordSetLayer, place'],
	['result-gpmultivalue-gplinearunit.json', 'parameter', 'GPMultiValue:GPLinearUnit, simple'],
	['result-gpmultivalue-gpstring.json', 'parameter', 'GPMultiValue:GPString, simple'],
	['result-gprasterdatalayer-async.json', 'parameter', 'GPRasterDataLayer, place'],
	['result-gprasterdatalayer-sync.json', 'parameter', 'GPRasterDataLayer, place'],
	['result-gprecordset.json', 'parameter', 'GPRecordSet, records'],
	['result-gpstring-object-credits.json', 'parameter', 'GPString, tree'],
	['result-gpstring.json', 'parameter', 'GPString, simple'],
	['result-gpvaluetable-column-names.txt', 'parameter', 'fault not-json'],
	['result-without-value.json', 'parameter', 'no type, none'],
	['results-list-syntax.txt', 'parameters', 'fault not-json'],
	['server-info-federated.json', 'job', 'fault unexpected'],
	['server-info-no-auth.json', 'job', 'fault unexpected'],
	['server-info-syntax.txt', 'job', 'fault not-json'],
	['service-1091.json', 'job', 'fault unexpected'],
	['service-111-uploads.json', 'job', 'fault unexpected'],
	['service-property-cancellationCheckInterval.json', 'job', 'fault unexpected'],
	['service-property-progressMessageUpdateInterval.json', 'job', 'fault unexpected'],
	['sharing-rest-info.json', 'job', 'fault unexpected'],
	['submit-agol-raster-new.json', 'job', 'job queued'],
	['submit-jobid-number.json', 'job', 'job queued'],
	['submit-no-jobid.json', 'job', 'job queued'],
	['submit-response.json', 'job', 'job queued'],
	['task-async-feature-filter.json', 'task', 'task FeatureFiltersLinePolygon, parameters 3'],
	['task-sync-leaflet.json', 'task', 'task CoolAnalysis, parameters 3'],
	['task-sync-valuetable.json', 'task', 'task filters, parameters 2'],
	['tiles-submit-agol.json', 'job', 'fault unexpected'],
	['tiles-submit-enterprise.json', 'job', 'job queued'],
	['upload-item.json', 'job', 'fault unexpected'],
	['upload-legacy-itemid.json', 'job', 'fault unexpected'],
	['upload-response.json', 'job', 'fault unexpected'],
	['utilitynetwork-statusurl.json', 'job', 'fault not-a-job'],
	['value-analysis-featurecollection.json', 'value', 'records'],
	['value-analysis-table.json', 'value', 'records'],
	['value-featureset-new-date-types.json', 'value', 'records'],
	['value-gplinearunit.json', 'value', 'simple'],
	['value-gpspatialreference-wkid.json', 'value', 'tree'],
	['value-gptimeunit.json', 'value', 'simple'],
	['value-gpvaluetable-array-of-arrays.json', 'value', 'tree'],
	['value-gpvaluetable-columns-null.json', 'value', 'tree'],
	['value-itemID.json', 'value', 'place'],
	['value-portalItemID.json', 'value', 'place'],
];

const folder = process.env.GPJOBS_SAMPLES;

if (folder === undefined || folder === '') {
	test('bodies as servers send them', ({skip}) => {
		process.stdout.write('skipped: no GPJOBS_SAMPLES\n');
		skip('no GPJOBS_SAMPLES');
	});
} else {
	const files = readdirSync(folder, {withFileTypes: true, recursive: true})
		.filter(entry => entry.isFile() && !entry.name.endsWith('.md'))
		.map(entry => relative(folder, join(entry.parentPath, entry.name)));
	const bodyOf = (file: string) => readFileSync(join(folder, file), 'utf8');

	describe('bodies as servers send them', () => {
		test.each(table.filter(([file]) => files.includes(file)))('%s as %s: %s', (file, reader, outcome) => {
			expect(outcomeOf(bodyOf(file), reader)).toBe(outcome);
		});

		test('whatever a body is taken for, nothing throws', () => {
			for (const file of files) {
				for (const reader of readers) expect(outcomeOf(bodyOf(file), reader)).not.toBe('');
			}
		});
	});
}
