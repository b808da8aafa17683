import {type DemoAnswer, unableToComplete} from './answer.ts';
import {geoJson} from './geojson.ts';
import {kmz} from './kmz.ts';

/** An answer in the form in which it is sent over HTTP. */
export type DrawnAnswer = {status: number; headers: Readonly<Record<string, string>>; body: string | Uint8Array};

/**
 * Writes an answer in the format that the client asked for.
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
			// Errors have no HTML page.
			return drawn(
				httpStatus,
				`Error: ${message}`,
				{error: {code, message, details}},
				format === 'kmz' || format === 'geojson' ? 'json' : format,
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
		case 'geojson': {
			const features = geoJson(body);
			return features === undefined
				? drawnAnswer(unableToComplete('There are no features.'), 'json')
				: {status, headers: {'content-type': 'application/geo+json;charset=UTF-8'}, body: features};
		}
		default:
			return drawnAnswer(unableToComplete(`Format ${format} is not supported.`), 'json');
	}
}

const json = {'content-type': 'application/json;charset=UTF-8'};

/**
 * Makes a page of the Services Directory, which ArcGIS sends for requests without `f`. Clients thus meet HTML where
 * they expect JSON.
 *
 * @param body the resource; only its plain values are shown, so `progress` is not, as documented
 */
export function htmlPage(title: string, body: object): string {
	const rows = Object.entries(body)
		.filter(([, value]) => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
		.map(([name, value]) => `<b>${escaped(name)}:</b> ${escaped(String(value))}<br/>`);
	return [
		'<!DOCTYPE html>',
		'<html lang="en">',
		`<head><meta charset="utf-8"><title>${escaped(title)}</title></head>`,
		'<body>',
		'<table class="navTable"><tr><td class="breadcrumbs">ArcGIS REST Services Directory</td></tr></table>',
		`<h2>${escaped(title)}</h2>`,
		...rows,
		'<b>Supported Interfaces:</b> <a href="?f=pjson">REST</a>',
		'</body>',
		'</html>',
		'',
	].join('\n');
}

function escaped(text: string): string {
	return text.replace(/[&<>"']/g, character => `&#${character.codePointAt(0)};`);
}
