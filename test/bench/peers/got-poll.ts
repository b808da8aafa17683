/** got and nothing else: one request a second for each URL on standard input, all at once as scripts do it. */
import {readFileSync} from 'node:fs';
import {Agent} from 'node:http';
import got from 'got';

const client = got.extend({agent: {http: new Agent({keepAlive: true, maxSockets: 6})}, retry: {limit: 0}});
for (const url of readFileSync(0, 'utf8').trim().split('\n')) {
	setInterval(
		() =>
			void client(`${url}?f=json&returnMessages=false`)
				.json()
				.catch(() => {}),
		1000,
	);
}
