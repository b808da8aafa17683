/** got and nothing else, told what gpjobs tells it of time-outs and redirects, as its readme does it. */
import {Agent} from 'node:http';
import got from 'got';
import {pollAll} from './flat-out.ts';

const client = got.extend({
	agent: {http: new Agent({keepAlive: true})},
	followRedirect: false,
	throwHttpErrors: false,
	retry: {limit: 0},
	timeout: {lookup: 5000, connect: 5000, secureConnect: 5000, response: 15_000, request: 30_000},
});
pollAll(async url => void (await client(url, {searchParams: {f: 'json', returnMessages: false}}).json()));
