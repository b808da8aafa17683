import {displayWidth, fit, sliceCells} from '../../text/display-width.ts';

/**
 * The name of a server in so many cells: the front of a host name and the whole port (`gis.acm…:6443`), the end of an IP
 * address (`…100.21:6443`), as that is where they differ.
 *
 * @param name host, with the port where it is not the usual one
 * @param width cells, 1 and more
 */
export function shortServerName(name: string, width: number, ellipsis: '…' | '~'): string {
	if (displayWidth(name) <= width) return fit(name, width);
	const [, host = name, port = ''] = /^(.*?)(:\d{1,5})?$/s.exec(name) ?? [];
	if (/^[\d.]+$|^\[/.test(host)) return ending(name, width, ellipsis);
	const left = width - port.length;
	// Two letters of the host are the least that tells anything.
	return left < 3 ? fit(name, width, {ellipsis}) : fit(host, left, {ellipsis}) + port;
}

/** The end of a text in so many cells, such as that of a job id: `…a8f3c2d1`. */
export function ending(text: string, width: number, ellipsis: '…' | '~'): string {
	const whole = displayWidth(text);
	if (whole <= width) return fit(text, width);
	return width <= 1 ? fit(ellipsis, width) : ellipsis + sliceCells(text, whole - (width - 1), width - 1);
}
