import type {DownloadProgress} from '../gp/client/download.ts';
import {formatElapsed} from '../text/duration.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';

/** Says how far a download is, how fast it goes, and how long it will take if it goes on so. */
export class DownloadWords {
	readonly #now: () => number;
	readonly #begun: number;
	#before: number | undefined;

	/** @param now monotonic milliseconds */
	constructor(now: () => number) {
		this.#now = now;
		this.#begun = now();
	}

	of({received, total}: DownloadProgress): SafeText {
		// What was there from an earlier time did not come now.
		this.#before ??= received;
		const seconds = Math.max(0.001, (this.#now() - this.#begun) / 1000);
		const rate = (received - this.#before) / seconds;
		const speed = safe`${inBytes(rate)}/s`;
		if (total === null || total === 0) return safe`${inBytes(received)}, ${speed}`;
		const left = rate > 0 ? safe`, ${formatElapsed(((total - received) / rate) * 1000)} left` : safe``;
		return safe`${Math.floor((received / total) * 100)} % of ${inBytes(total)}, ${speed}${left}`;
	}
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

function inBytes(bytes: number): SafeText {
	const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
	const amount = bytes / 1024 ** power;
	return safeText(`${amount < 10 && power > 0 ? amount.toFixed(1) : Math.round(amount)} ${units[power] ?? 'B'}`);
}
