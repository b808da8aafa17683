import {type DemoAnswer, unableToComplete} from './answer.ts';
import {htmlPage} from './html-page.ts';
import {kmz} from './kmz.ts';

/** An answer as it goes over the wire. */
export type DrawnAnswer = {status: number; headers: Readonly<Record<string, string>>; body: string | Uint8Array};

/**
 * Draws an answer in the format that was asked for.
 *
 * @param format the `f` parameter; `null` means `html`, as documented
 */
export function drawnAnswer(answer: DemoAnswer, format: string | null): DrawnAnswer {
	switch (answer.kind) {
		case 'file':
			return {status: 200, headers: {'content-type': answer.contentType}, body: answer.content};
		case 'redirect':
			return {status: 302, headers: {location: answer.location}, body: ''};
		case 'resource':
			return drawn(200, answer.title, answer.body, format);
		case 'refusal': {
			const {httpStatus, code, message, details} = answer;
			// There is no drawing of an error.
			return drawn(
				httpStatus,
				`Error: ${message}`,
				{error: {code, message, details}},
				format === 'kmz' ? 'json' : format,
			);
		}
		default:
			return answer satisfies never;
	}
}

function drawn(status: number, title: string, body: object, format: string | null): DrawnAnswer {
	switch (format) {
		case null:
		case '':
		case 'html':
			return {status, headers: {'content-type': 'text/html;charset=utf-8'}, body: htmlPage(title, body)};
		case 'json':
			return {status, headers: json, body: JSON.stringify(body)};
		case 'pjson':
			return {status, headers: json, body: JSON.stringify(body, null, 1)};
		case 'kmz':
			return {status, headers: {'content-type': 'application/vnd.google-earth.kmz'}, body: kmz(title, body)};
		default:
			return drawnAnswer(unableToComplete(`Format ${format} is not supported.`), 'json');
	}
}

const json = {'content-type': 'application/json;charset=UTF-8'};
