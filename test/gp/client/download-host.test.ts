import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
	hostNotice,
	insideItsNetwork,
	onJobsHost,
	onOtherServer,
	placeOfNobody,
} from '../../../source/gp/client/download-host.ts';
import {hostKind} from '../../../source/gp/client/download-host-kind.ts';
import {safe} from '../../../source/text/safe-text.ts';
import {often} from '../../often.ts';

const job = 'https://gis.acme.com/server/rest/services/F/S/GPServer/T/jobs/j1';
const inHouse = 'https://gis.acme.local/arcgis/rest/services/S/GPServer/T/jobs/j1';
const own = 'http://127.0.0.1:8080/arcgis/rest/services/S/GPServer/T/jobs/j1';
const scratch = '/arcgis/rest/directories/arcgisjobs/s_gpserver/j1/scratch/a.zip';
const moved = 'https://gis.acme.com/server/rest/directories/arcgisjobs/s_gpserver/j1/scratch/a.zip';

describe('where a file is', () => {
	test.each([
		// The job's own server.
		[job, `https://gis.acme.com${scratch}`, 'own'],
		[job, `https://GIS.acme.com:443${scratch}#x`, 'own'],
		[job, '/server/rest/directories/arcgisoutput/x.tif', 'own'],
		[job, ' results/Out?f=kmz ', 'own'],
		[job, `${job}?f=kmz`, 'own'],
		[job, 'https://gis.acme.com/files/x.zip', 'own'],
		[job, 'https://gis.acme.com/server/rest/services/F/S/GPServer/uploads/i1/download', 'own'],
		[job, 'https://gis.acme.com/portal/sharing/rest/content/items/abc/data', 'own'],
		[own, `http://127.0.0.1:8080${scratch}`, 'own'],
		// Another one.
		[job, 'https://bucket.s3.amazonaws.com/x.zip?X-Amz-Signature=s', 'other'],
		[job, 'https://gis.acme.com:6443/x.zip', 'other'],
		[job, 'http://gis.acme.com/x.zip', 'other'],
		[job, '//evil.example.com/x.zip', 'other'],
		[job, '\\\\evil.example.com\\x.zip', 'other'],
		[job, 'https:evil.example.com', 'refused'],
		[inHouse, 'https://10.1.2.3/x.zip', 'other'],
		[own, 'http://127.0.0.1:9090/x.zip', 'other'],
		// One in a network of its own.
		[job, `https://10.1.2.3:6443${scratch}`, 'internal'],
		[job, `https://gisprod01:6443${scratch}`, 'internal'],
		[job, `https://gisprod01.acme.local${scratch}`, 'internal'],
		[job, `https://[fd00::1]${scratch}`, 'internal'],
		[job, 'https://192.168.1.1/x', 'internal'],
		// None.
		[job, 'ftp://gis.acme.com/x.zip', 'refused'],
		[job, 'file:///etc/passwd', 'refused'],
		[job, 'C:\\arcgisserver\\x.zip', 'refused'],
		[job, 'javascript:alert(1)', 'refused'],
		[job, 'https://user:secret@gis.acme.com/x.zip', 'refused'],
		[job, 'https://gis@evil.example.com/x.zip', 'refused'],
		[job, 'https://', 'refused'],
		[job, 'https://a b/', 'refused'],
		[job, 'http://localhost/x.zip', 'refused'],
		[job, 'http://0x7f.1/x.zip', 'refused'],
		[job, 'http://2130706433/x.zip', 'refused'],
		[job, 'http://0/x.zip', 'refused'],
		[job, 'http://[::1]/x.zip', 'refused'],
		[job, 'http://[::ffff:127.0.0.1]/x.zip', 'refused'],
		[job, 'http://169.254.169.254/latest/meta-data/', 'refused'],
		[inHouse, 'http://169.254.169.254/latest/meta-data/', 'refused'],
		[inHouse, `https://localhost:6443${scratch}`, 'refused'],
		[job, 'http://metadata.google.internal/x', 'refused'],
		// What does something when it is asked.
		[job, '../j2/cancel', 'refused'],
		[job, 'https://gis.acme.com/server/rest/services/F/S/GPServer/T/jobs/j2/cancel', 'refused'],
		[job, `${job}/cancel`, 'refused'],
		[job, `${job}/results/../cancel`, 'refused'],
		[job, `${job}/results/..%2fcancel`, 'refused'],
		[job, `${job}/results/%2e%2e/cancel`, 'refused'],
		[job, 'https://gis.acme.com/server/REST//services/S/GPServer;x=1/T/submitJob', 'refused'],
		[job, 'https://gis.acme.com/server/rest/services%2fS%2fGPServer/T/execute', 'refused'],
		[job, 'https://other.acme.com/arcgis/rest/services/S/FeatureServer/0/deleteFeatures?where=1=1', 'refused'],
		[job, 'https://gis.acme.com/server/admin/services/S.GPServer/stop', 'refused'],
		[job, 'https://gis.acme.com/portal/sharing/rest/content/users/me/items/abc/delete', 'refused'],
		[job, 'https://gis.acme.com/portal/sharing/rest/generateToken?x', 'refused'],
		[job, 'https://gis.acme.com/%ff/x.zip', 'refused'],
		// The same, as a server or a proxy in front of it could read it.
		[job, 'https://gis.acme.com/server/rest/services/F/S/GPServer./T/jobs/j2/cancel', 'refused'],
		[job, 'https://gis.acme.com/server/rest/services/F/S/GPServer%00/T/jobs/j2/cancel', 'refused'],
		[job, 'https://gis.acme.com/server/rest/services/F/S/GPServer%20/T/jobs/j2/cancel', 'refused'],
		[job, 'https://gis.acme.com/server/rest/services/F/S/%47PServer/T/jobs/j2/c%61ncel', 'refused'],
		[job, 'https://gis.acme.com/server/rest/services/F/S/GPServer/T/jobs%252Fj2%252Fcancel', 'refused'],
		[job, 'https://gis.acme.com/server/rest/services/F/S/GPServer/T/jobs／j2／cancel', 'refused'],
		[job, 'https://gis.acme.com/x/../server/rest/directories/..%2Fservices/F/S/GPServer/T/submitJob', 'refused'],
		[job, 'https://gis.acme.com/server/rest/directories/%2e%2e/services/F/S/GPServer/T/submitJob', 'refused'],
		[job, 'https://gis.acme.com/server/rest/directories/..;/services/F/S/GPServer/T/submitJob', 'refused'],
		[job, 'https://gis.acme.com/x/portal/sharing/rest/content/users/me/items/abc/delete', 'refused'],
		[job, 'https://gis.acme.com/x/y/z/admin/services/S.GPServer/delete', 'refused'],
		[job, 'https://gis.acme.com/x/y/z/admin%2Fservices', 'refused'],
		[job, 'https://gis.acme.com/x/ADMIN;a=b/exportSite', 'refused'],
		[job, 'https://gis.acme.com/x/portaladmin/security/config', 'refused'],
		[job, 'https://gis.acme.com/arcgis/tokens/generateToken/', 'refused'],
		[job, 'https://gis.acme.com/x/files/delete', 'refused'],
		[job, 'https://gis.acme.com/x/jobs/j2/cancel', 'refused'],
		[job, `${job}/results/Out/cancel`, 'refused'],
		[job, `${job}%2fcancel`, 'refused'],
		[job, `${job};x/cancel`, 'refused'],
		[job, 'https://gis.acme.com:6443/x/y/z/admin/services/S.GPServer/delete', 'refused'],
		// The same, as a proxy is asked for it.
		[
			job,
			'https://gis.acme.com/proxy?https://gis.acme.com/server/rest/services/F/S/GPServer/T/jobs/j2/cancel',
			'refused',
		],
		[job, `https://gis.acme.com/proxy.ashx?${job}/cancel?f=json&token=t`, 'refused'],
		[job, `https://gis.acme.com/proxy.jsp?url=${encodeURIComponent(`${job}/cancel?f=json`)}`, 'refused'],
		[job, `https://gis.acme.com/proxy.jsp?url=${encodeURIComponent(encodeURIComponent(`${job}/cancel`))}`, 'refused'],
		[job, 'https://gis.acme.com/proxy?//h/arcgis/rest/services/S/GPServer/T/submitJob?x=1', 'refused'],
		[job, 'https://gis.acme.com/proxy?h=http:%5C%5Ch%5Cservices%5CS%5CGPServer%5CT%5Cexecute', 'refused'],
		[job, 'https://gis.acme.com/proxy?path=jobs/j2/cancel', 'refused'],
		[job, 'https://gis.acme.com/proxy?url=https%3A%2F%2Fh%2Fjobs%2Fj2&op=cancel', 'refused'],
		[job, 'https://gis.acme.com/wps?service=WPS&request=Execute', 'refused'],
		[job, 'https://gis.acme.com/files?op=get&name=cancelled.tif', 'own'],
		[job, 'https://gis.acme.com/proxy?urls=["https://h/jobs/j2/CANCEL"]', 'refused'],
		[job, 'https://gis.acme.com/proxy?/jobs/j2/%63ancel/', 'refused'],
		[job, 'https://gis.acme.com/proxy?/server/admin/services/S.GPServer/stop', 'refused'],
		[job, 'https://other.acme.com/proxy?https://h/jobs/j2/cancel', 'refused'],
		[job, `/server/rest/directories/arcgisoutput/x.tif?next=${job}/cancel`, 'refused'],
		[job, `results/Out?f=kmz&next=${encodeURIComponent(`${job}/cancel`)}`, 'refused'],
		[job, `https://gis.acme.com/proxy/${job}/cancel`, 'refused'],
		[job, 'https://gis.acme.com/proxy?https://h/server/rest/directories/arcgisoutput/x.tif', 'own'],
		[job, 'https://gis.acme.com/get?file=/out/areas.zip&token=a/b+c', 'own'],
		[job, 'https://s3.amazonaws.com/x.zip?X-Amz-Credential=AK%2F20260101%2Fus-east-1%2Fs3%2Faws4_request', 'other'],
		[job, 'https://acme.blob.core.windows.net/x.zip?sp=r&sig=Ab%2Fcancelled%2B1%3D', 'other'],
		// Files, whatever they are called.
		[job, '/server/rest/directories/arcgisjobs/s_gpserver/j1/scratch/admin/areas.zip', 'own'],
		[job, '/server/rest/directories/arcgisjobs/s_gpserver/j1/scratch/cancel', 'own'],
		[job, '/server/rest/directories/arcgisoutput/100%25.csv', 'own'],
		[job, '/server/rest/directories/arcgisoutput/gr%C3%B6%C3%9Fe%20x.csv', 'own'],
		[job, '/files/delete.csv', 'own'],
		[job, 'https://s3.amazonaws.com/bucket/x/admin/areas.zip', 'other'],
	])('%s says %s: %s', (jobUrl, offered, kind) => {
		const notice = hostNotice(jobUrl, offered);
		expect(notice.kind).toBe(kind);
		if (notice.kind !== 'refused') expect(new URL(notice.url).hash).toBe('');
		expect(JSON.stringify('sentence' in notice ? notice.sentence : '')).not.toMatch(/secret|Signature/);
	});

	test('is reported with the host, and offered at the job’s own host if it may be there', () => {
		expect(hostNotice(job, `https://10.1.2.3:6443${scratch}`)).toEqual({
			kind: 'internal',
			url: `https://10.1.2.3:6443${scratch}`,
			host: '10.1.2.3:6443',
			sentence: insideItsNetwork(safe`10.1.2.3:6443`, safe`gis.acme.com`),
			onJobsHost: moved,
		});
		expect(hostNotice(job, `https://localhost:6443${scratch}`)).toEqual({
			kind: 'refused',
			sentence: placeOfNobody(safe`localhost:6443`, safe`gis.acme.com`),
			onJobsHost: moved,
		});
		expect(hostNotice(job, `https://gis.acme.com:6443${scratch}`)).toMatchObject({kind: 'other', onJobsHost: moved});
		expect(hostNotice(job, 'https://s3.amazonaws.com/a.zip')).toMatchObject({
			kind: 'other',
			host: 's3.amazonaws.com',
			sentence: onOtherServer(safe`s3.amazonaws.com`, safe`gis.acme.com`),
		});
		expect(hostNotice(job, 'https://s3.amazonaws.com/a.zip')).not.toHaveProperty('onJobsHost');
	});

	test('the origin of the job is enough', () => {
		expect(hostNotice('https://gis.acme.com', `https://gis.acme.com${scratch}`).kind).toBe('own');
		expect(hostNotice('https://gis.acme.com', `https://gis.acme.com/arcgis/rest/services/S/GPServer/T`).kind).toBe(
			'refused',
		);
	});

	test('for any URL, a file of its own is on the job’s server and not an operation', () => {
		const piece = fc.constantFrom(
			...[
				'..',
				'.',
				'/',
				'\\',
				'%2f',
				'%5c',
				'%2e%2e',
				';',
				'?',
				'#',
				'@',
				':',
				'//',
				'https://',
				'http:',
				'gis.acme.com',
			],
			...[
				'server',
				'rest',
				'services',
				'F',
				'S',
				'GPServer',
				'T',
				'jobs',
				'j1',
				'j2',
				'cancel',
				'results',
				'evil',
				'\t',
				' ',
			],
		);
		fc.assert(
			fc.property(
				fc.oneof(
					fc.webUrl(),
					fc.array(piece, {maxLength: 16}).map(parts => parts.join('')),
				),
				offered => {
					const notice = hostNotice(job, offered);
					if (notice.kind === 'refused') return;
					const url = new URL(notice.url);
					expect(notice.kind === 'own').toBe(url.origin === 'https://gis.acme.com');
					expect(url.username + url.password).toBe('');
					if (notice.kind === 'own' && /\/gpserver\b.*\/cancel\b/is.test(decodeURIComponent(url.pathname))) {
						// Only a value that is named cancel may be left; some servers ignore dots at the end of a folder's name.
						expect(url.pathname).toMatch(
							/^\/server\/rest\/services\/F\/S\/GPServer\/T\/jobs\/j1\/(results|inputs)\.*[/;%\\]/i,
						);
					}
				},
			),
			{numRuns: often(20_000)},
		);
	});
});

test.each([
	[`https://10.1.2.3:6443${scratch}?a=1`, job, `${moved}?a=1`],
	['https://10.1.2.3/other/x.zip', job, 'https://gis.acme.com/other/x.zip'],
	[`https://10.1.2.3:6443${scratch}`, 'https://gis.acme.com', `https://gis.acme.com${scratch}`],
	['nonsense', job, undefined],
	['https://10.1.2.3/x/y/admin/services/S.GPServer/delete', job, undefined],
	['https://10.1.2.3/x/y/z/sharing/rest/community/users/me/delete', job, undefined],
])('%s for %s is %s on the job’s host', (fileUrl, jobUrl, url) => {
	expect(onJobsHost(fileUrl, jobUrl)).toBe(url);
});

test.each([
	['127.0.0.1', 'loopback'],
	['127.255.0.1', 'loopback'],
	['localhost', 'loopback'],
	['x.localhost.', 'loopback'],
	['[::1]', 'loopback'],
	['[::]', 'loopback'],
	['0.0.0.0', 'loopback'],
	['[::ffff:7f00:1]', 'loopback'],
	['169.254.1.1', 'link-local'],
	['[fe80::1]', 'link-local'],
	['255.255.255.255', 'link-local'],
	['metadata', 'link-local'],
	['10.0.0.1', 'private'],
	['172.31.0.1', 'private'],
	['172.32.0.1', 'public'],
	['192.168.0.1', 'private'],
	['100.64.0.1', 'private'],
	['[fd12::1]', 'private'],
	['[64:ff9b::7f00:1]', 'private'],
	['gisprod01', 'private'],
	['gis.corp', 'private'],
	['gis.acme.home.arpa', 'private'],
	['gis.acme.com', 'public'],
	['8.8.8.8', 'public'],
	['[2606:4700::1]', 'public'],
])('%s is %s', (host, kind) => {
	expect(hostKind(host)).toBe(kind);
});
