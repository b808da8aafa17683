import {isTimeOfTool} from './message-lines.ts';

/** The length of a unit in seconds, and its names in the languages of ArcGIS. */
const units: readonly (readonly [seconds: number, name: RegExp])[] = [
	[
		3600,
		/^(?:h|hrs?|hours?|std|stunden?|heures?|horas?|or[ae]|uur|uren|timm[ae]r?|godzin\p{L}*|час\p{L}*|時間|小时|小時|시간)$/iu,
	],
	[60, /^(?:m|mins?|minutes?|minuten?|minutos?|minut[oi]|minuut|minuter|minut\p{L}?|минут\p{L}*|分|分钟|分鐘|분)$/iu],
	[
		1,
		/^(?:s|secs?|seconds?|sek|sekunden?|secondes?|segundos?|second[oi]|seconden|sekunder|sekund\p{L}?|секунд\p{L}*|秒|초)$/iu,
	],
];

/** Matches `(Elapsed Time: 3 minutes 12 seconds)` at the end of a line, in any language. */
const ending = /[(（][^()（）:：\d]{1,60}[:：]\s?([^()（）]{1,80})[)）]\.?$/u;
const part = /(\d{1,9}(?:[.,]\d{1,9})?)\s?(\p{L}{1,20})\.?/gu;

/**
 * Reads the duration, in milliseconds, from a line that ArcGIS writes when a tool ends: `Succeeded at … (Elapsed Time:
 * 21.18 seconds)`, or the same in the server's language.
 *
 * @returns `undefined` for another line, and if a unit is not known
 */
export function toolDuration(line: string): number | undefined {
	const text = line.trim();
	if (!/^(?:Succeeded|Failed) at /.test(text) && !isTimeOfTool(text)) return undefined;
	const duration = ending.exec(text)?.[1];
	if (duration === undefined || !/^[\s,;]*$/.test(duration.replaceAll(part, ''))) return undefined;
	let seconds = 0;
	for (const [, amount = '', name = ''] of duration.matchAll(part)) {
		const unit = units.find(([, names]) => names.test(name))?.[0];
		if (unit === undefined) return undefined;
		seconds += Number(amount.replace(',', '.')) * unit;
	}
	return duration.search(/\d/) < 0 ? undefined : seconds * 1000;
}
