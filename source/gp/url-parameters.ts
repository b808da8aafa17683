import {percentDecoded} from '../text/percent-decoding.ts';

/** What stands behind the path of a URL, glued on or properly. */
type CutSegment = {
	readonly segment: string;
	/** What was cut off, without the character that began it; empty where nothing was. */
	readonly parameters: string;
};

/** `?`, `#`, `&` and `;`, also encoded, and encoded again. */
const glue = /[?#&;]|%(?:25)*(?:3f|23|26|3b)/i;
const pieces = new RegExp(glue.source, 'gi');
const assignment = /=|%(?:25)*3d/i;
const tokenName = /^(?:(?:access|esri|arcgis)_?)?token$|^api_?key$/i;

/**
 * Cuts off what was glued to the last segment of a path as if it were a query: `j1&token=X`, `j1;jsessionid=X`, `j1%3Ff%3Djson`.
 *
 * @param segment decoded once
 * @returns the segment as it is where `&` or `;` is not followed by `name=`: then it may be part of a name
 */
export function withoutParameters(segment: string): CutSegment {
	const found = glue.exec(segment);
	if (!found) return {segment, parameters: ''};
	const parameters = segment.slice(found.index + found[0].length);
	const isQuery = /^[?#]$|3f$|23$/i.test(found[0]);
	const isNamed = parameters === '' || /^(?:amp;|\s)*[\w.-]{1,64}(?:=|%(?:25)*3d)/i.test(parameters);
	return isQuery || isNamed ? {segment: segment.slice(0, found.index), parameters} : {segment, parameters: ''};
}

/**
 * The first token among parameters, however they were joined: `f=json?token=X`, `a=1&amp;token=X`, `token=X%26f%3Djson`.
 *
 * The characters that join parameters end a token, since ArcGIS tokens hold none of them.
 */
export function tokenAmong(parameters: string): string | undefined {
	if (parameters === '') return undefined;
	for (const piece of parameters.split(pieces)) {
		const equals = assignment.exec(piece);
		if (!equals || !tokenName.test(percentDecoded(piece.slice(0, equals.index)).trim())) continue;
		const value = percentDecoded(piece.slice(equals.index + equals[0].length)).trim();
		// Nothing that could not stand in a header.
		if (/^[!-~]+$/.test(value)) return value;
	}
	return undefined;
}
