import type {Screen} from './screen.ts';

/** Marks what a payload would do if it did anything. */
const mark = 'PWNED';
const esc = '\u001B';
const bel = '\u0007';
const st = `${esc}\\`;

/** What text from a server has done to terminals: titles, clipboards, links, colours, answers, forged lines, hidden text. */
export const payloads: readonly string[] = [
	`${esc}]0;${mark}${bel}`,
	`${esc}]2;${mark}${st}`,
	`\u009D0;${mark}\u009C`,
	`${esc}]52;c;UFdORUQ=${bel}`,
	`${esc}]52;p;UFdORUQ=${st}`,
	`${esc}]8;;file:///etc/passwd${st}${mark}${esc}]8;;${st}`,
	`${esc}]8;;https://evil.example/${mark}${bel}x${esc}]8;;${bel}`,
	`${esc}]9;${mark}${bel}`,
	`${esc}]777;notify;${mark};x${bel}`,
	`${esc}]99;;${mark}${st}`,
	`${esc}]1337;SetMark${bel}`,
	`${esc}]1337;CurrentDir=/${mark}${bel}`,
	`${esc}]4;0;?${bel}`,
	`${esc}]10;?${bel}`,
	`${esc}]11;#ff0000${bel}`,
	`${esc}]12;?${st}`,
	`${esc}]104${bel}`,
	`${esc}]133;A${bel}`,
	`${esc}]633;E;${mark}${bel}`,
	`${esc}[c`,
	`${esc}[>c`,
	`${esc}[=c`,
	`${esc}[5n`,
	`${esc}[6n`,
	`${esc}[?6n`,
	`${esc}[18t`,
	`${esc}[21t`,
	`${esc}P$qm${st}`,
	`${esc}P+q544e${st}`,
	`${esc}Z`,
	'\u0005',
	bel,
	`${esc}c`,
	`${esc}[2J${esc}[H${mark}`,
	`${esc}[?1049l`,
	`${esc}[8m${mark}${esc}[0m`,
	`${esc}[?25h${esc}[?1000h`,
	`${esc}[3${esc}[31m1m`,
	`${esc}]0;unterminated ${mark}`,
	`gone\r${mark} forged line`,
	'\b\b\b\b\b\b',
	`a\u202Egnp.exe\u2066${mark}`,
	`x\u2028${mark}\u2029`,
	`\u{E0041}\u{E0042}\u200B\u2060`,
	`${'e\u0301'.padEnd(40, '\u0301')}`,
	'\u0000\u007F\u0085\u008E\u0090',
];

/** What reached the terminal and gpjobs did not mean. */
export function unmeant(screen: Screen) {
	return screen.events.filter(event => event.kind !== 'title' || event.text.includes(mark));
}
