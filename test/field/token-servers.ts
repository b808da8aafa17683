import {expect} from 'vitest';
import type {FieldPlace, FieldRequest, FieldServer, Reply} from './field-case.ts';

/** What a request shows, in a header or a form. */
export function tokenOf({headers, body}: FieldRequest): string | undefined {
	const header = String(headers['x-esri-authorization'] ?? headers.authorization ?? '');
	return /^Bearer (.+)$/.exec(header)?.[1] ?? new URLSearchParams(body).get('token') ?? undefined;
}

export const refusal = (code: number, message: string): Reply => ({body: {error: {code, message, details: []}}});
export const running = {jobStatus: 'esriJobExecuting', messages: []};

/** A GP server that answers only who shows a token that is good; `info` is what its `rest/info` says. */
export function securedServer(info: object, isGood: (token: string, request: FieldRequest) => boolean): FieldServer {
	return {
		info: {body: {currentVersion: 11.3, ...info}},
		any(request) {
			const place = request.path.split('?', 1)[0] ?? '';
			if (place.endsWith('/rest/info') || /generateToken$/i.test(place)) return undefined;
			const token = tokenOf(request);
			if (token === undefined) return refusal(499, 'Token Required');
			if (!isGood(token, request)) return refusal(498, 'Invalid Token.');
			return place.endsWith('/rest/services') ? {body: {folders: [], services: []}} : undefined;
		},
		job: {body: running},
	};
}

/** A public one: it answers anybody, and refuses any token, as ArcGIS does. */
export const publicServer: FieldServer = {
	any(request) {
		if (request.path.includes('/rest/info')) return undefined;
		if (tokenOf(request) !== undefined) return refusal(498, 'Invalid Token');
		return /\/rest\/services\?/.test(request.path) ? {body: {services: []}} : undefined;
	},
	job: {body: running},
};

/** A portal: it gives ann and an application its own tokens, and makes tokens for servers whose address holds `federated`. */
export function portal({federated, expires}: {readonly federated: string; readonly expires?: unknown}): FieldServer {
	const end = () => (expires === undefined ? Date.now() + 3_600_000 : expires);
	return {
		any({path, body}) {
			const form = new URLSearchParams(body);
			if (path.endsWith('/oauth2/token')) {
				const isRight = form.get('client_secret') === 'app-s3cret';
				return isRight ? {body: {access_token: 'PORTAL-TOKEN-app', expires_in: 7200}} : refusal(400, 'Invalid secret');
			}
			if (!path.endsWith('/sharing/rest/generateToken')) return refusal(404, 'Not found');
			if (form.has('serverUrl')) {
				if (!/^(PORTAL-TOKEN|USER-TOKEN)/.test(form.get('token') ?? '')) return refusal(498, 'Invalid token.');
				if (!form.get('serverUrl')?.includes(federated)) return refusal(400, 'Server is not federated.');
				return {body: {token: 'SERVER-TOKEN-1', expires: end(), ssl: true}};
			}
			const isRight = form.get('username') === 'ann' && form.get('password') === 's3cretPW';
			return isRight
				? {body: {token: 'PORTAL-TOKEN-ann', expires: end()}}
				: refusal(400, 'Invalid username or password.');
		},
	};
}

/** Nothing that reached a server holds the pattern, in no header, URL or body. */
export function neverReached(server: string, pattern: RegExp) {
	return ({requests}: FieldPlace) => {
		const all = requests
			.filter(one => one.server === server)
			.map(({path, headers, body}) => JSON.stringify([path, headers, body]));
		expect(all.join('\n')).not.toMatch(pattern);
	};
}
