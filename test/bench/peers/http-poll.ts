/** The floor: `node:http` with kept connections, one request a second for each URL on standard input, bodies decoded. */
import {readFileSync} from 'node:fs';
import {Agent, get} from 'node:http';

const agent = new Agent({keepAlive: true, maxSockets: 6});
for (const url of readFileSync(0, 'utf8').trim().split('\n')) {
	setInterval(() => {
		get(`${url}?f=json&returnMessages=false`, {agent}, response => {
			let body = '';
			response.setEncoding('utf8').on('data', text => {
				body += text;
			});
			response.on('end', () => JSON.parse(body));
		}).on('error', () => {});
	}, 1000);
}
