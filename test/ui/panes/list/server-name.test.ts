import {expect, test} from 'vitest';
import {ellipsisOf} from '../../../../source/text/display-width.ts';
import {safeText} from '../../../../source/text/safe-text.ts';
import {ending, shortServerName} from '../../../../source/ui/panes/list/row.ts';

test.each([
	['gis.acme.com', 14, 'gis.acme.com  '],
	['gis.acme.com:6443', 14, 'gis.acme…:6443'],
	['gis.acme.com:6443', 8, 'gi…:6443'],
	['gis.acme.com:6443', 7, 'gis.ac…'],
	['gis.acme.com:6443', 6, 'gis.a…'],
	['a-very-long-host-name.acme.com', 12, 'a-very-long…'],
	['münchen.acme.de', 6, 'münch…'],
	['x', 1, 'x'],
	['xyz', 1, '…'],
])('%s in %i cells: %s', (name, width, short) => {
	expect(shortServerName(safeText(name), width, ellipsisOf(false))).toBe(short);
});

test.each([
	['192.168.100.20:6443', 12, '…100.20:6443'],
	['[2001:db8::1]:6443', 12, '…b8::1]:6443'],
])('of an IP address the end is what tells: %s in %i cells: %s', (name, width, short) => {
	expect(shortServerName(safeText(name), width, ellipsisOf(false))).toBe(short);
});

test.each([
	['j0123456789', 6, '…56789'],
	['j0123', 6, 'j0123 '],
	['洪水の分析', 5, '…分析'],
	['洪水の分析', 4, '… 析'],
	['ab', 1, '…'],
])('the end of %s in %i cells: %s', (text, width, end) => {
	expect(ending(safeText(text), width, ellipsisOf(false))).toBe(end);
});
