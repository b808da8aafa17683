/** Fourteen jobs of a county and a town on four servers, as a morning finds them: for pictures and for tests of the list. */
import {fault} from '../../../../source/gp/fault.ts';
import type {JobEvent, WatchedJob} from '../../../../source/monitor/job.ts';
import {answered, armed, faulted, lived, minute, second, unknownJob} from './sample-jobs.ts';

const first = 'https://gisprod-ags01.gis.talheim.example:6443';
const other = 'https://gisprod-ags02.gis.talheim.example:6443';
const town = 'https://maps.millcounty.example';
const old = 'http://old-gis:6080';

const info = (description: string) => ({type: 'esriJobMessageTypeInformative', description});
const warning = (description: string) => ({type: 'esriJobMessageTypeWarning', description});
const error = (description: string) => ({type: 'esriJobMessageTypeError', description});
const begun = [info('Submitted.'), info('Executing...')];

const executing = {jobStatus: 'esriJobExecuting'};
const submitted = {jobStatus: 'esriJobSubmitted'};
const step = (percent: number, message: string) => ({...executing, progress: {type: 'step', message, percent}});

function job(
	server: string,
	path: string,
	id: string,
	label: string | null,
	...events: readonly JobEvent[]
): WatchedJob {
	const url = `${server}/${server === town ? 'server' : 'arcgis'}/rest/services/${path}/jobs/${id}`;
	return lived(unknownJob(url, label), ...events, armed(2 * second));
}

const traceback = `Traceback (most recent call last):
  File "D:\\arcgisserver\\directories\\arcgissystem\\ParcelReport.GPServer\\extracted\\p30\\ParcelReport.pyt", line 212, in execute
    self.make_report(parcels, out_folder)
  File "c:\\program files\\arcgis\\server\\framework\\runtime\\arcgis\\resources\\arcpy\\arcpy\\management.py", line 3218, in CopyFeatures
    raise e
arcgisscripting.ExecuteError: ERROR 000258: Output \\\\fileshare\\planning\\reports.gdb\\parcels_2026 already exists
Failed to execute (CopyFeatures).`;

/** In the order in which somebody added them. */
export const countyJobs = {
	flood: job(
		first,
		'Water/FloodModel_HQ100/GPServer/FloodDepthHQ100',
		'j5a1f09b2c7d84e63a1b2c3d4e5f60718',
		'Flood HQ100 lower Talbach (council)',
		answered({...step(41, 'Tile 40 of 96'), messages: begun}, 7 * minute),
		answered(
			{
				...step(59, 'Tile 57 of 96: water depth from the terrain model'),
				messages: [...begun, ...[1, 2, 3, 4].map(tile => warning(`WARNING 000117: Tile ${tile} has no output.`))],
			},
			second,
		),
	),
	parcels: job(
		first,
		'Planning/ParcelReport/GPServer/ParcelReportWithAerialImagery',
		'j3a90510cea1f42b8e7d6c5b4a3928170',
		'Parcel report Ward 7',
		answered({...submitted}, 14 * minute + 12 * second),
		answered({...executing, messages: begun}, 14 * minute),
		answered(
			{
				jobStatus: 'esriJobFailed',
				messages: [
					...begun,
					warning('WARNING 000635: Skipping feature 8841 because of NULL or EMPTY geometry.'),
					warning('WARNING 000635: Skipping feature 9013 because of NULL or EMPTY geometry.'),
					error(traceback),
					info('Failed at Monday, November 23, 2026 1:12:09 PM (Elapsed Time: 3 minutes 12 seconds)'),
					error('Failed to execute (ParcelReport).'),
				],
			},
			10 * minute + 48 * second,
		),
	),
	hotspots: job(
		town,
		'Emergency/Hotspots911/GPServer/Calculate911CallHotSpotsByShift',
		'j77c1e0f3a2b94d5c8e6f7a8b9c0d1e2f',
		'911 hot spots',
		answered(submitted, 5 * minute),
		answered({...executing, messages: [...begun, info('ExtractByMask \\\\fileshare\\dem\\dgm1_1011.tif')]}, 4 * minute),
		answered({...executing, messages: [...begun, info('ExtractByMask \\\\fileshare\\dem\\dgm1_1011.tif')]}, second),
	),
	callsQueued: job(
		town,
		'Emergency/Hotspots911/GPServer/Calculate911CallHotSpotsByShift',
		'jab56eac2b4bec2047f3f8080bf372529',
		null,
		answered({...submitted, messages: [info('Submitted.')]}, 12 * second),
		answered({...submitted, messages: [info('Submitted.')]}, second),
	),
	addresses: job(
		old,
		'NightlyExports/GPServer/ExportAllAddressPointsToFileGeodatabase',
		'j0f9e8d7c6b5a49382716f5e4d3c2b1a0',
		'nightly address export',
		answered({...executing, messages: [...begun, info('ExtractByMask')]}, 21 * minute),
		answered({...executing, messages: [...begun, info('ExtractByMask')]}, second),
	),
	locator: job(
		old,
		'NightlyExports/GPServer/RebuildCompositeAddressLocator',
		'j1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f',
		'locator rebuild',
		answered(submitted, 90 * minute),
		answered({...executing, messages: begun}, 80 * minute),
		answered(
			{
				jobStatus: 'esriJobFailed',
				messages: [
					...begun,
					error(
						'ERROR 999999: Something unexpected caused the tool to fail. Contact Esri Technical Support (http://esriurl.com/support) to Report a Bug, and refer to the error help for potential solutions or workarounds.',
					),
					error('CreateSearchIndex: DocumentStore could not be opened [\\\\fileshare\\locators\\county_composite.loz]'),
					error('Failed to execute (RebuildAddressLocator).'),
				],
			},
			17 * minute + 19 * second,
		),
	),
	surveyTimedOut: job(
		other,
		'Survey/Cadastre/GPServer/Cadastre_Update_Nightly_WholeCounty',
		'j9e8d7c6b5a4938271605f4e3d2c1ff24',
		null,
		answered({jobStatus: 'esriJobTimedOut', messages: [...begun, error('Job timed out after 7200 seconds.')]}, minute),
	),
	survey: {
		...job(
			other,
			'Survey/Cadastre/GPServer/Cadastre_Update_Nightly_WholeCounty',
			'j6b5a4938271605f4e3d2c1b0a9f801b8',
			null,
			answered({...executing, progress: {type: 'default', message: 'Executing Cadastre_Update...'}}, 11 * second),
			answered({...executing, progress: {type: 'default', message: 'Executing Cadastre_Update...'}}, second),
		),
		usualDuration: {median: 100 * minute, low: 92 * minute, high: 115 * minute, count: 12},
	},
	orthophotos: job(
		other,
		'Raster/Orthophotos/GPServer/CreateTileCacheForOrthophotos2026',
		'j4d3c2b1a0f9e8d7c6b5a49382716f5e4',
		'Orthophotos 2026 cache',
		answered(step(24, 'Level 17: 117,200 of 480,000 tiles'), 12 * minute),
		answered(step(26, 'Level 17: 125,337 of 480,000 tiles'), 63 * second),
		faulted(fault('reset', 'The server closed the connection before it answered.'), 30 * second, 25 * second),
	),
	valves: job(
		town,
		'Utilities/WaterMain/GPServer/TraceIsolationValves',
		'j2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e',
		'valve trace WM-88',
		answered(submitted, 9 * minute),
		answered({...executing, messages: begun}, 8 * minute + 12 * second),
		answered(
			{
				jobStatus: 'esriJobSucceeded',
				messages: [...begun, warning('WARNING 003244: 2 valves are inoperable and were skipped.')],
				results: Object.fromEntries(
					['IsolationValves', 'ValveCount', 'Summary'].map(name => [name, {paramUrl: `results/${name}`}]),
				),
			},
			8 * minute,
		),
	),
	valvesCancelled: job(
		town,
		'Utilities/WaterMain/GPServer/TraceIsolationValves',
		'j8c9d0e1f2a3b4c5d6e7f8a9b0c1d1089',
		null,
		answered({jobStatus: 'esriJobCancelled', messages: [...begun, error('Cancelled.')]}, 3 * minute),
	),
	map: job(
		town,
		'Print/ExportWebMap/GPServer/Export%20Web%20Map%20Task',
		'j5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b',
		'council map A3',
		answered(
			{
				jobStatus: 'esriJobFailed',
				messages: [
					...begun,
					error(
						'Layer "Zoning": Failed to create layer from service at https://maps.millcounty.example/server/rest/services/Planning/Zoning/MapServer.',
					),
					error('Failed to execute (Export Web Map).'),
				],
			},
			2 * minute,
		),
	),
	hillshade: job(
		first,
		'Raster/Hillshade/GPServer/Hillshade',
		'jd4c3b2a1f0e9d8c7b6a5948372615ce65',
		null,
		answered(submitted, 62 * minute),
		answered({...executing, messages: begun}, 61 * minute),
		answered(
			{jobStatus: 'esriJobSucceeded', messages: begun, results: {out: {paramUrl: 'results/out'}}},
			19 * minute + 52 * second,
		),
	),
	hillshadeWaiting: job(
		first,
		'Raster/Hillshade/GPServer/Hillshade',
		'je5d4c3b2a1f0e9d8c7b6a594837203d5',
		null,
		answered({jobStatus: 'esriJobWaiting'}, 11 * second),
		answered({jobStatus: 'esriJobWaiting'}, second),
	),
} satisfies Record<string, WatchedJob>;
