import {describe, expect, test} from 'vitest';
import {findJobUrls, jobAddress, parseJobUrl, plusNotice, refusedUrls, viaNotice} from '../../source/gp/job-url.ts';
import {
	brokenEscape,
	brokenLine,
	jobOfOtherApi,
	jobOfOtherServer,
	jobOfTiles,
	noGpServer,
	noJobId,
	noService,
	noTask,
	notAUrl,
	notAValidUrl,
	noUrlInText,
	operationInPath,
	otherBelowJob,
	otherThanJobs,
	severalJobUrls,
	soapAddress,
	spaceInJobId,
	tooLongForJobUrl,
	urlOfAdmin,
	urlOfExecute,
	urlOfService,
	urlOfSubmit,
	urlOfTask,
	withoutScheme,
	withPassword,
} from '../../source/gp/not-a-job-url.ts';
import {segmentSentence} from '../../source/gp/path-segment.ts';
import {safe} from '../../source/text/safe-text.ts';

const job = 'https://gis.acme.com/arcgis/rest/services/Hydro/Flood/GPServer/Model/jobs/j1';

describe('accepted forms of a job URL', () => {
	test.each([
		['as it is', job, job],
		['a folder, a service and no folder', 'https://h/arcgis/rest/services/S/GPServer/T/jobs/j1', undefined],
		['another context', 'https://h/server/rest/services/S/GPServer/T/jobs/j1', undefined],
		['a port of ArcGIS Server', 'https://h:6443/arcgis/rest/services/S/GPServer/T/jobs/j1', undefined],
		['http', 'http://h/arcgis/rest/services/S/GPServer/T/jobs/j1', undefined],
		['an IPv6 host', 'http://[::1]:6080/arcgis/rest/services/S/GPServer/T/jobs/j1', undefined],
		[
			'ArcGIS Online',
			`https://analysis3.arcgis.com/arcgis/rest/services/tasks/GPServer/T/jobs/${'0f'.repeat(16)}`,
			undefined,
		],
		[
			'a portal proxy',
			'https://portal.acme.com/portal/sharing/servers/0a1b/rest/services/S/GPServer/T/jobs/j1',
			undefined,
		],
		['usrsvcs', 'https://utility.arcgis.com/usrsvcs/servers/0a1b/rest/services/S/GPServer/T/jobs/j1', undefined],
		[
			'a Notebook Server',
			'https://h/arcgis/rest/services/0a1b/GPServer/T/jobs/j8f8783b5-1b5a-4faf-859c-851c9a837232',
			undefined,
		],
		[
			'a system service',
			'https://h/arcgis/rest/services/System/SpatialAnalysisTools/GPServer/T/jobs/JE30155',
			undefined,
		],
		['a job id with a suffix', 'https://h/arcgis/rest/services/S/GPServer/T/jobs/j1_et', undefined],
		['a job id that is a number', 'https://h/arcgis/rest/services/S/GPServer/T/jobs/17', undefined],
		['a folder named GPServer', 'https://h/arcgis/rest/services/GPServer/GPServer/T/jobs/j1', undefined],
		['a task named GPServer', 'https://h/arcgis/rest/services/S/GPServer/GPServer/jobs/j1', undefined],
		['a host in capitals', job.replace('gis.acme.com', 'GIS.Acme.COM'), job],
		['a scheme in capitals', job.replace('https', 'HTTPS'), job],
		['the default port', job.replace('.com/', '.com:443/'), job],
		[
			'the default port of http',
			'http://h:80/arcgis/rest/services/S/GPServer/T/jobs/j1',
			'http://h/arcgis/rest/services/S/GPServer/T/jobs/j1',
		],
		['a slash at the end', `${job}/`, job],
		['slashes twice', job.replace('/arcgis/', '//arcgis//'), job],
		['backslashes', job.replaceAll('/', '\\').replace('https:\\\\', 'https://'), job],
		['f=json', `${job}?f=json`, job],
		['f=pjson and more', `${job}?f=pjson&returnMessages=false`, job],
		['a fragment', `${job}#top`, job],
		['one of its results', `${job}/results/Out_Points?f=json`, job],
		['all of its results', `${job}/results`, job],
		['one of its inputs', `${job}/inputs/In`, job],
		['its cancel', `${job}/cancel`, job],
		['its own words in other cases', job.replace('GPServer', 'gpserver').replace('/jobs/', '/JOBS/'), job],
		['a dot behind the host', job.replace('.com/', '.com./'), job],
		['a dot behind the host, and a port', job.replace('.com/', '.com.:443/'), job],
		['blanks around it', `  ${job}\n`, job],
		['invisible characters around it', `\u200b${job}\ufeff`, job],
		['quotes around it', `"${job}"`, job],
		['quotes and a comma', `"${job}",`, job],
		['angle brackets', `<${job}>`, job],
		['brackets', `(${job})`, job],
		['dots that the browser would resolve', job.replace('/Hydro/', '/Hydro/./x/../'), job],
	])('%s', (_, pasted, identity) => {
		const parsed = parseJobUrl(pasted);
		expect(parsed).toMatchObject({ok: true, job: {url: identity ?? pasted}});
		expect(parsed).not.toHaveProperty('token');
	});

	test.each([
		['a space', '911 Calls'],
		['%20', '911%20Calls'],
	])('%s in the name of a task is the same job', (_, task) => {
		const parsed = parseJobUrl(`https://h/arcgis/rest/services/S/GPServer/${task}/jobs/j1`);
		expect(parsed).toMatchObject({
			ok: true,
			job: {url: 'https://h/arcgis/rest/services/S/GPServer/911%20Calls/jobs/j1', task: '911 Calls'},
		});
	});

	test('the case of the path is kept, because folder and service names depend on it', () => {
		expect(jobAddress(job)?.url).not.toBe(jobAddress(job.replace('Hydro', 'hydro'))?.url);
		expect(jobAddress(job.replace('/j1', '/J1'))?.url).toBe(job.replace('/j1', '/J1'));
	});

	test.each([
		['an encoded percent sign', '100%25', '100%25', '100%'],
		['an ampersand', 'Buffer%20%26%20Clip', 'Buffer%20&%20Clip', 'Buffer & Clip'],
		['a version', 'Model%20v1.2', 'Model%20v1.2', 'Model v1.2'],
		['a fraction', '%C2%BD%20mile', '%C2%BD%20mile', '½ mile'],
		['an equals sign', 'a=b', 'a=b', 'a=b'],
		['what needs no encoding', '%41%7E%3A', 'A~:', 'A~:'],
		['brackets and quotes', "a'(b)", 'a%27%28b%29', "a'(b)"],
		['an umlaut', 'größe', 'gr%C3%B6%C3%9Fe', 'größe'],
		['a plus, which is no space', 'a+b', 'a+b', 'a+b'],
	])('%s in a name stays in that segment, in one spelling', (_, sent, spelled, shown) => {
		expect(jobAddress(`https://h/arcgis/rest/services/S/GPServer/${sent}/jobs/j1`)).toMatchObject({
			url: `https://h/arcgis/rest/services/S/GPServer/${spelled}/jobs/j1`,
			task: shown,
		});
	});

	test('contains server, service, task and job id, and the URLs of the resources around the job', () => {
		expect(
			jobAddress('https://gis.acme.com:6443/arcgis/rest/services/Hy%20dro/Flood/GPServer/My%20Model/jobs/j1'),
		).toEqual({
			url: 'https://gis.acme.com:6443/arcgis/rest/services/Hy%20dro/Flood/GPServer/My%20Model/jobs/j1',
			server: 'https://gis.acme.com:6443',
			restUrl: 'https://gis.acme.com:6443/arcgis/rest',
			serviceUrl: 'https://gis.acme.com:6443/arcgis/rest/services/Hy%20dro/Flood/GPServer',
			taskUrl: 'https://gis.acme.com:6443/arcgis/rest/services/Hy%20dro/Flood/GPServer/My%20Model',
			serverName: 'gis.acme.com:6443',
			service: 'Hy dro/Flood',
			task: 'My Model',
			jobId: 'j1',
		});
	});

	test.each([
		['https://h/gateway/gis/Flood/GPServer/T/jobs/j1', 'https://h/gateway/gis', 'Flood'],
		['https://h/Flood/GPServer/T/jobs/j1', 'https://h', 'Flood'],
		['https://h/services/Flood/GPServer/T/jobs/j1', 'https://h', 'Flood'],
		['https://h/arcgis/rest/services/services/Flood/GPServer/T/jobs/j1', 'https://h/arcgis/rest/services', 'Flood'],
	])('of %s the server is asked below %s', (url, restUrl, service) => {
		expect(jobAddress(url)).toMatchObject({restUrl, service});
	});

	test('a host name in another script is shown in its network form', () => {
		expect(jobAddress('https://gıs.acme.com/a/rest/services/S/GPServer/T/jobs/j1')?.serverName).toMatch(/^xn--/);
	});
});

describe('a token in the URL is removed and returned separately', () => {
	test.each([
		['query', `${job}?token=s3cret`],
		['query behind others', `${job}?f=json&token=s3cret`],
		['capitals', `${job}?TOKEN=s3cret`],
		['mixed case', `${job}?Token=s3cret&f=json`],
		['access_token', `${job}?access_token=s3cret`],
		['fragment', `${job}#token=s3cret`],
		['fragment of an OAuth answer', `${job}#access_token=s3cret&expires_in=7200`],
		['of a result', `${job}/results/Out?token=s3cret`],
		['an encoded name', `${job}?%74oken=s3cret`],
		['glued to the id', `${job}&token=s3cret`],
		['glued to the id, of a result', `${job}&token=s3cret/results/Out`],
		['glued to the id, in capitals', `${job.replace('/jobs/', '/JOBS/')}&token=s3cret/results/Out`],
		['glued to what is below the id', `${job}&f=json/results/Out&token=s3cret`],
		['glued to a slash', `${job}/&token=s3cret`],
	])('%s', (_, pasted) => {
		const parsed = parseJobUrl(pasted);
		expect(parsed).toMatchObject({ok: true, token: 's3cret', job: {url: job}});
		expect(JSON.stringify(parsed.ok && parsed.job)).not.toContain('s3cret');
	});

	test.each([[`${job}?token=`], [`${job}?mytoken=x`], [`${job}?tokens=x`]])('%s carries none', pasted => {
		expect(parseJobUrl(pasted)).toEqual({ok: true, job: jobAddress(job)});
	});
});

describe('refused texts, each with a sentence that says what is missing', () => {
	const at = 'https://h/arcgis/rest/services';
	const [bare, path] = ['gis.acme.com/arcgis', '/arcgis'].map(one => `${one}/rest/services/S/GPServer/T/jobs/j1`);
	test.each<[string, string]>([
		['', noUrlInText],
		['   ', noUrlInText],
		['flood-2026', notAUrl('flood-2026')],
		[bare ?? '', withoutScheme(bare ?? '')],
		[path ?? '', withoutScheme(path ?? '')],
		[`ftp://h${path}`, notAUrl(`ftp://h${path}`)],
		['file:///etc/passwd', notAUrl('file:///etc/passwd')],
		['javascript:alert(1)', notAUrl('javascript:alert(1)')],
		['https:/h/arcgis', notAValidUrl('https:/h/arcgis')],
		['https://', notAValidUrl('https://')],
		[`https://h:99999${path}`, notAValidUrl(`https://h:99999${path}`)],
		[`https://user:pw@h${path}`, withPassword],
		[`https://user@h${path}`, withPassword],
		[`${at}/S/GPServer/%E0%A4%A/jobs/j1`, brokenEscape],
		[`${at}/S/GPServer/100%/jobs/j1`, brokenEscape],
		[`${at}/S/GPServer/T/jobs/j1\n/../x`, brokenLine],
		[`${at}/S/GPServer/T/jobs/j1\tx`, brokenLine],
		[at, noGpServer],
		['https://h/', noGpServer],
		[`${at}/S/GPServer`, urlOfService],
		[`${at}/S/GPServer/T`, urlOfTask('T')],
		[`${at}/S/GPServer/T/`, urlOfTask('T')],
		[`${at}/S/GPServer/T/jobs`, noJobId],
		[`${at}/S/GPServer/T/jobs/..`, urlOfTask('T')],
		[`${at}/S/GPServer/T/submitJob?Input=1&token=x`, urlOfSubmit],
		[`${at}/S/GPServer/T/execute?f=json`, urlOfExecute],
		[`${at}/S/GPServer/T&token=x`, urlOfTask('T')],
		// Parameters are cut only from the job id and from the last segment.
		['https://h/cancel&a=1/S/GPServer/T', urlOfTask('T')],
		['https://h/a/b/jobs/cancel&a=1/GPServer/T', urlOfTask('T')],
		[`${at}/S/GPServer/T/results/Out`, otherThanJobs('results')],
		[`${at}/S/GPServer/jobs/j1`, noTask],
		['https://h/GPServer/T/jobs/j1', noService],
		[`${at}/S/GPServer/T/jobs/j1/messages`, otherBelowJob('messages')],
		[`${at}/S/GPServer/T/jobs/j1 has failed`, spaceInJobId],
		[`${at}/V/cancel/GPServer/T/jobs/j1`, operationInPath('cancel')],
		['https://h/arcgis/services/S/GPServer/T/jobs/j1', soapAddress],
		[`${at}/S/FeatureServer/jobs/j1`, jobOfOtherServer('FeatureServer')],
		[`${at}/S/UtilityNetworkServer/enableTopology/jobs/j1`, jobOfOtherServer('UtilityNetworkServer')],
		[`${at}/S/MapServer/jobs/j1`, jobOfTiles('MapServer')],
		[`${at}/S/VectorTileServer/jobs/j1`, jobOfTiles('VectorTileServer')],
		['https://h:6443/arcgis/admin/services/S.GPServer/jobs/j1', urlOfAdmin],
		[`${at}/S/OtherServer/jobs/j1`, jobOfOtherApi],
	])('%s', (pasted, sentence) => {
		expect(parseJobUrl(pasted)).toEqual({ok: false, sentence});
		expect(jobAddress(pasted)).toBeUndefined();
	});

	test.each([
		['a job id', `${at}/S/GPServer/T/jobs/${'x'.repeat(2048)}`],
		['a task that grows when it is encoded', `${at}/S/GPServer/${'é'.repeat(600)}/jobs/j1`],
		['a word', 'x'.repeat(1_000_000)],
		['blanks', `${' '.repeat(1_000_000)}x`],
	])('too much of %s', (_, pasted) => {
		const parsed = parseJobUrl(pasted);
		const length = Number(/\d{4,}/.exec(parsed.ok ? '' : parsed.sentence)?.[0]);
		expect(parsed).toEqual({ok: false, sentence: tooLongForJobUrl('x'.repeat(length))});
	});

	test.each<[string, string, string]>([
		['of the job', `${at}/S/GPServer/T/jobs/a%2Fb`, segmentSentence('job id', 'separator')],
		['of the task', `${at}/S/GPServer/a%2Fb/jobs/j1`, segmentSentence('task', 'separator')],
		['of the service', `${at}/a%2Fb/GPServer/T/jobs/j1`, segmentSentence('service', 'separator')],
		['of the folder', `${at}/a%2Fb/S/GPServer/T/jobs/j1`, segmentSentence('service', 'separator')],
		[
			'of a gateway',
			'https://h/token/s3cret/arcgis/rest/services/S/GPServer/T/jobs/j1',
			segmentSentence('path', 'secret'),
		],
		['of a gateway', 'https://h/API_key/s3cret/services/S/GPServer/T/jobs/j1', segmentSentence('path', 'secret')],
		...['id', 'jobid', ':jobId', 'job_id', 'JOB-ID', 'NULL', 'nil'].map((id): [string, string, string] => [
			'of a manual',
			`${at}/S/GPServer/T/jobs/${id}`,
			segmentSentence('job id', 'placeholder'),
		]),
		['of a chat', `${at}/S/GPServer/T/jobs/j1|job`, segmentSentence('job id', 'parameter')],
	])('an invalid name %s is refused: %s', (_, url, sentence) => {
		expect(parseJobUrl(url)).toEqual({ok: false, sentence});
		expect(jobAddress(url)).toBeUndefined();
	});

	test.each(['token', 'id', 'api_key'])('%s is a name like any other for a service and a task', name => {
		expect(jobAddress(`${at}/${name}/GPServer/${name}/jobs/j1`)).toMatchObject({service: name, task: name});
	});

	test('the name of a result may be anything: it is not part of the identity', () => {
		expect(parseJobUrl(`${job}/results/a%2Fb`)).toMatchObject({ok: true, job: {url: job}});
	});

	test('a sentence stays short, however long the names in a URL are', () => {
		const parsed = parseJobUrl(`${at}/S/GPServer/${'x'.repeat(1900)}`);
		expect(parsed.ok || parsed.sentence.length).toBeLessThan(300);
	});
});

test.each(['\\cancel', '\\', '\\results\\Out', '/..\\cancel'])('a backslash behind the job is refused: %s', end => {
	const parsed = parseJobUrl(`https://gis.acme.com/arcgis/rest/services/S/GPServer/T/jobs/j1${end}`);
	expect(parsed).toEqual({ok: false, sentence: segmentSentence('path', 'separator')});
});

describe('URLs in a text that are not accepted', () => {
	const good = 'https://h/arcgis/rest/services/S/GPServer/T/jobs/j1';

	test.each<[string, string, number]>([
		['none', `look: ${good}`, 0],
		['no URL at all', 'nothing here', 0],
		['one', `${good} and https://h/arcgis/rest/services/S/GPServer/T`, 1],
		['several, in lines', `https://a.example/x\nhttps://b.example/y\n${good}`, 2],
		['none where the good one stands in the query of another', `https://gateway.example/proxy?${good}`, 0],
		['none where a space belongs to the name of the task', good.replace('/T/', '/911 Calls/'), 0],
	])('are told: %s', (_, text, count) => {
		expect(refusedUrls(text)).toHaveLength(count);
	});
});

test.each([
	['https://gis.acme.com./a/rest/services/S/GPServer/T/jobs/j1', 'gis.acme.com'],
	['https://gis.acme.com.:6443/a/rest/services/S/GPServer/T/jobs/j1', 'gis.acme.com:6443'],
	['https://localhost./a/rest/services/S/GPServer/T/jobs/j1', 'localhost'],
	['https://intranet./a/rest/services/S/GPServer/T/jobs/j1', 'intranet.'],
])('the dot behind a full name is none of it: %s is on %s', (url, host) => {
	expect(jobAddress(url)).toMatchObject({serverName: host, server: `https://${host}`});
});

describe('a text around a URL', () => {
	const other = job.replace('/j1', '/j2');
	const task = job.replace('/jobs/j1', '');

	test.each([
		['words', `see (${job}) please`],
		['the URL of its task before it', `${task} ${job}`],
		['the same job twice', `${job} ${job}/results`],
	])('the job is read from a text with %s', (_, text) => {
		expect(parseJobUrl(text)).toMatchObject({ok: true, job: {url: job}});
	});

	test('with two jobs names their number', () => {
		expect(parseJobUrl(`${job} and ${other}`)).toEqual({ok: false, sentence: severalJobUrls(2)});
	});

	test('with the URL of a task says what is wrong with that URL', () => {
		expect(parseJobUrl(`look: ${task}`)).toEqual({ok: false, sentence: urlOfTask('Model')});
		expect(parseJobUrl('look: https://h/other')).toEqual({ok: false, sentence: notAUrl('look: https://h/other')});
	});

	test('with a job twice: the first token counts', () => {
		expect(findJobUrls(`${job}?token=a ${job}?token=b`)).toMatchObject([{token: 'a'}]);
	});
});

describe('notices about how a URL was read', () => {
	const plus = job.replace('/Model/', '/Export+Web+Map/');
	const via = viaNotice(safe`app`, safe`gis.acme.com`);
	test.each([
		['nothing', job, undefined],
		['a plus in the name of the task', plus, plusNotice],
		['a plus in the name of the service', job.replace('/Flood/', '/Flood+Risk/'), undefined],
		['a plus in the id', job.replace('/j1', '/jo+bs'), undefined],
		['another host', `https://app/proxy?${job}`, via],
		['both', `https://app/proxy?${plus}`, safe`${via} ${plusNotice}`],
	])('%s', (_, url, notice) => {
		const [found] = findJobUrls(url);
		expect(found).toBeDefined();
		expect(found?.notice).toBe(notice);
		if (found && notice === undefined) expect(Object.keys(found)).not.toContain('notice');
	});
});

test('parameters are removed from a job id without folder and context, too', () => {
	const short = 'https://h/S/GPServer/T/jobs/j1';
	expect(parseJobUrl(`${short}&token=s3cret/results/Out`)).toMatchObject({
		ok: true,
		token: 's3cret',
		job: {url: short},
	});
});
