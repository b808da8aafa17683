import {percentDecoded} from '../text/percent-decoding.ts';

/** The last segment of a path, separated from parameters that were appended to it. */
type CutSegment = {
	readonly segment: string;
	/** The parameters without the character before them; empty if there were none. */
	readonly parameters: string;
};

/** Matches the characters that begin parameters: `?`, `#`, `&` and `;`, also percent-encoded one or several times. */
const glue = /[?#&;]|%(?:25)*(?:3f|23|26|3b)/i;
const pieces = new RegExp(glue.source, 'gi');
const assignment = /=|%(?:25)*3d/i;
const tokenName = /^(?:(?:access|esri|arcgis)_?)?token$|^api_?key$/i;

/**
 * Separates parameters that were appended to a path without a query: `j1&token=X`, `j1;jsessionid=X`, `j1%3Ff%3Djson`.
 *
 * @param segment decoded once
 * @returns the segment itself if `&` or `;` is not followed by `name=`, because it may then be part of a name
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
 * Finds the first token among parameters, however they were joined: `f=json?token=X`, `a=1&amp;token=X`,
 * `token=X%26f%3Djson`. Characters that join parameters end a token, because ArcGIS tokens do not contain them.
 */
export function tokenAmong(parameters: string): string | undefined {
	if (parameters === '') return undefined;
	for (const piece of parameters.split(pieces)) {
		const equals = assignment.exec(piece);
		if (!equals || !tokenName.test(percentDecoded(piece.slice(0, equals.index)).trim())) continue;
		const value = percentDecoded(piece.slice(equals.index + equals[0].length)).trim();
		// Only characters that can be sent in a header.
		if (/^[!-~]+$/.test(value)) return value;
	}
	return undefined;
}
