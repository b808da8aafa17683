import {ArcGISIdentityManager, Job, request} from '@esri/arcgis-rest-request';
import {describe, expect, test} from 'vitest';
import {demoServer, onlyJob} from './demo-server.ts';
import {shortScript} from './short-script.ts';

const user = {username: 'demo', password: 'demo'};

/** The secured demo server as a client sees it that this project did not write. */
describe('ArcGISIdentityManager of @esri/arcgis-rest-request', () => {
	test('signs in at the portal of a federated server, and reads a job with its token', async () => {
		const {server} = await demoServer({cast: [shortScript], secured: {mode: 'federated'}});
		const {url, id} = onlyJob(server);
		const portal = `${server.origin}/portal/sharing/rest`;
		const authentication = await ArcGISIdentityManager.signIn({...user, portal});
		const job = await Job.fromExistingJob({url: url.slice(0, url.indexOf('/jobs/')), id, authentication});
		expect(await job.getJobInfo()).toMatchObject({id});
		await expect(ArcGISIdentityManager.signIn({username: 'demo', password: 'wrong', portal})).rejects.toThrow(
			/Unable to generate token/,
		);
	});

	test('has a token made for the server, which does not take that of the portal', async () => {
		const {server} = await demoServer({cast: [shortScript], secured: {mode: 'federated'}});
		const {url} = onlyJob(server);
		const portal = `${server.origin}/portal/sharing/rest`;
		const authentication = await ArcGISIdentityManager.signIn({...user, portal});
		await expect(request(url, {params: {token: authentication.token}})).rejects.toThrow(/498/);
		const token = await authentication.getToken(url);
		expect(token).not.toBe(authentication.token);
		expect(await request(url, {params: {token}})).toMatchObject({jobStatus: expect.any(String)});
		const params = {token: authentication.token, serverUrl: 'https://evil.example/arcgis'};
		await expect(request(`${portal}/generateToken`, {params})).rejects.toThrow(/Unable to generate token/);
	});

	test('gets a token of a server that stands alone, and is refused without', async () => {
		const {server} = await demoServer({cast: [shortScript], secured: {mode: 'standalone'}});
		const {url} = onlyJob(server);
		await expect(request(url)).rejects.toThrow(/499: Token Required/);
		const authentication = new ArcGISIdentityManager({
			...user,
			server: `${server.origin}/arcgis`,
			portal: `${server.origin}/arcgis`,
		});
		expect(await request(url, {authentication})).toMatchObject({jobStatus: expect.any(String)});
	});
});
