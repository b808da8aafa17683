import {onTestFinished} from 'vitest';
import {type ClientOptions, createClient} from '../../../source/gp/client/client.ts';
import {answer, type Behaviour} from '../fault-server.ts';
import {patient} from './asking.ts';

export const path = '/arcgis/rest/services/S/GPServer/My%20Task/jobs/j1';

/** A client that is closed with the test. */
export function clientWith(options: Partial<ClientOptions> = {}): ReturnType<typeof createClient> {
	const client = createClient({version: '1.2.3', timeouts: patient, ...options});
	onTestFinished(client.close);
	return client;
}

/** Answers each path with its body, as JSON; others with an envelope of ArcGIS that says that there is nothing. */
export function resources(bodies: Readonly<Record<string, string>>): Behaviour {
	return (socket, {path: asked}) => {
		const body = bodies[asked.split('?')[0] ?? ''] ?? '{"error":{"code":400,"message":"Invalid URL"}}';
		socket.write(answer(body, {headers: {'content-type': 'application/json'}}));
	};
}
