import {expect, test} from 'vitest';
import {demoServer, jsonOf, onlyJob} from '../demo-server.ts';
import {shortScript} from '../short-script.ts';

const invalidUrl = {error: {code: 400, message: 'Invalid URL', details: []}};

async function services(): Promise<string> {
	const {server} = await demoServer({cast: [shortScript]});
	return `${server.origin}/arcgis/rest/services`;
}

test('a server says its version and that nobody has to sign in', async () => {
	const {server} = await demoServer();
	expect(await jsonOf(`${server.origin}/arcgis/rest/info`)).toEqual({
		currentVersion: 11.3,
		fullVersion: '11.3.0',
		authInfo: {isTokenBasedSecurity: false},
	});
});

test('folders and services can be walked down to a task', async () => {
	const root = await services();
	expect(await jsonOf(root)).toMatchObject({folders: expect.arrayContaining(['Tests', 'Nightly'])});
	expect(await jsonOf(`${root}/Nightly`)).toEqual({
		currentVersion: 11.3,
		folders: [],
		services: [{name: 'Nightly/Assets', type: 'GPServer'}],
	});
	expect(await jsonOf(`${root}/Nightly/Assets/GPServer`)).toMatchObject({
		tasks: ['Export', 'Rebuild Index'],
		executionType: 'esriExecutionTypeAsynchronous',
	});
	const task = (await jsonOf(`${root}/Tests/Short/GPServer/Short%20Task`)) as {parameters: object[]};
	expect(task.parameters).toHaveLength(7);
	expect(task.parameters[0]).toEqual({
		name: 'Text',
		dataType: 'GPString',
		displayName: 'Text',
		description: '',
		category: '',
		direction: 'esriGPParameterDirectionInput',
		defaultValue: null,
		parameterType: 'esriGPParameterTypeRequired',
	});
	expect(task.parameters).toContainEqual(expect.objectContaining({name: 'Choice', choiceList: ['one', 'two']}));
});

test.each(['', '/../..', '/Nowhere', '/Tests/Short/MapServer', '/Tests/Short/GPServer/Short%20Task/execute'])(
	'services%s is no URL of this server, or its root',
	async path => {
		const root = await services();
		const body = await jsonOf(`${root}${path}`);
		if (path === '') expect(body).toHaveProperty('folders');
		else expect(body).toEqual(invalidUrl);
	},
);

test.each([
	['/Tests/Nowhere/GPServer', 404, 'Service Tests/Nowhere/GPServer not found'],
	['/Tests/Short/GPServer/short%20task', 400, 'Unable to complete operation.'],
	['/Tests/Short/GPServer/Short%20Task/jobs', 400, 'Invalid URL'],
	['/Tests/Short/GPServer/Short%20Task/jobs/j1', 400, 'Unable to complete operation.'],
	['/Tests/Short/GPServer/%zz', 400, 'Invalid URL'],
])('%s is refused with code %i inside HTTP 200', async (path, code, message) => {
	const response = await fetch(`${await services()}${path}?f=json`);
	expect(response.status).toBe(200);
	expect(response.headers.get('content-type')).toBe('application/json;charset=UTF-8');
	expect(await response.json()).toMatchObject({error: {code, message}});
});

test('a job is not found under a task that is not its own, and the refusal is of bounded length', async () => {
	const {server} = await demoServer();
	const {id} = onlyJob(server);
	const elsewhere = `${server.origin}/arcgis/rest/services/Visibility/GPServer/Viewshed/jobs`;
	expect(await jsonOf(`${elsewhere}/${id}`)).toHaveProperty('error.details', [`Job ${id} not found`]);
	expect(JSON.stringify(await jsonOf(`${elsewhere}/${'x'.repeat(5_000)}`)).length).toBeLessThan(400);
});

test.each(['/results/Answer/more', '/cancel/now', '/status'])('%s of a job is no URL', async path => {
	const {server} = await demoServer({cast: [shortScript]});
	expect(await jsonOf(`${onlyJob(server).url}${path}`)).toEqual(invalidUrl);
});

test('a trailing slash changes nothing', async () => {
	const {server} = await demoServer({cast: [shortScript]});
	const {url} = onlyJob(server);
	expect(await jsonOf(`${url}/`)).toEqual(await jsonOf(url));
});

test('f=pjson is indented, no f is a page, another f is refused', async () => {
	const {server} = await demoServer({cast: [shortScript]});
	const {url, id} = onlyJob(server);
	const pretty = await fetch(`${url}?f=pjson`);
	expect(pretty.headers.get('content-type')).toBe('application/json;charset=UTF-8');
	expect(await pretty.text()).toMatch(/^\{\n "jobId": "/);
	const page = await fetch(url);
	expect(page.headers.get('content-type')).toBe('text/html;charset=utf-8');
	expect(await page.text()).toContain(`<title>Job: ${id} (Short Task)</title>`);
	expect(await (await fetch(`${url}?f=pbf`)).json()).toHaveProperty('error.details', ['Format pbf is not supported.']);
});
