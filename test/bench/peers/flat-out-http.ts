/** The floor: `node:http` with kept connections, bodies decoded. */
import {Agent, get} from 'node:http';
import {pollAll} from './flat-out.ts';

const agent = new Agent({keepAlive: true});
pollAll(
	url =>
		new Promise((resolve, reject) => {
			get(`${url}?f=json&returnMessages=false`, {agent}, response => {
				let body = '';
				response.setEncoding('utf8').on('data', text => {
					body += text;
				});
				response.on('end', () => {
					JSON.parse(body);
					resolve();
				});
			}).on('error', reject);
		}),
);
