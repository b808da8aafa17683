import {displayWidth, type Ellipsis, fit, sliceCells} from '../../../text/display-width.ts';
import {partOf} from '../../../text/safe-parts.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';

/**
 * The name of a server shortened to `width` cells: the front of a host name and the whole port (`gis.acm…:6443`), the
 * end of an IP address (`…100.21:6443`), as that is where they differ.
 *
 * @param name host, with the port where it is not the usual one
 * @param width cells, 1 and more
 */
export function shortServerName(name: SafeText, width: number, ellipsis: Ellipsis): SafeText {
	if (displayWidth(name) <= width) return fit(name, width);
	const at = name.search(/:\d{1,5}$/);
	const [host, port] = at < 0 ? [name, safe``] : [partOf(name, 0, at), partOf(name, at)];
	if (/^[\d.]+$|^\[/.test(host)) return ending(name, width, ellipsis);
	const left = width - port.length;
	// Two letters of the host are the least that tells anything.
	return left < 3 ? fit(name, width, {ellipsis}) : safe`${fit(host, left, {ellipsis})}${port}`;
}

/** The end of a text, `width` cells of it, such as that of a job id: `…a8f3c2d1`. */
export function ending(text: SafeText, width: number, ellipsis: Ellipsis): SafeText {
	const whole = displayWidth(text);
	if (whole <= width) return fit(text, width);
	return width <= 1 ? fit(ellipsis, width) : safe`${ellipsis}${sliceCells(text, whole - (width - 1), width - 1)}`;
}
