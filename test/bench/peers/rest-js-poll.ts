/** What a script does with a client of others: asks for each job every second, `rest-js-poll.ts` with URLs on standard input. */
import {readFileSync} from 'node:fs';
import {request} from '@esri/arcgis-rest-request';

// `Job` of the same package polls every 2 s whatever it is told: this is the request that it makes for each poll.
for (const url of readFileSync(0, 'utf8').trim().split('\n')) {
	setInterval(() => void request(url, {params: {returnMessages: true}}).catch(() => {}), 1000);
}
