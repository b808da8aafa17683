import type {DownloadProgress} from '../gp/client/download.ts';
import {type DownloadPace, nextPace} from '../gp/client/download-pace.ts';
import {formatElapsed} from '../text/duration.ts';
import {joinSafe, type SafeText, safe, safeText} from '../text/safe-text.ts';

/** Says how far a download is, how fast it goes, and how long it will take if it goes on so. */
export class DownloadWords {
	#pace: DownloadPace | undefined;

	/** @param now monotonic milliseconds */
	of(progress: DownloadProgress, now: number): SafeText {
		const {received, total} = progress;
		this.#pace = nextPace(this.#pace, progress, now);
		const {bytesPerSecond, secondsLeft} = this.#pace;
		return joinSafe(
			[
				total === null || total === 0
					? inBytes(received)
					: safe`${Math.floor((received / total) * 100)} % of ${inBytes(total)}`,
				...(bytesPerSecond === undefined ? [] : [safe`${inBytes(bytesPerSecond)}/s`]),
				...(secondsLeft === undefined ? [] : [safe`${formatElapsed(secondsLeft * 1000)} left`]),
			],
			safe`, `,
		);
	}
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

function inBytes(bytes: number): SafeText {
	const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
	const amount = bytes / 1024 ** power;
	return safeText(`${amount < 10 && power > 0 ? amount.toFixed(1) : Math.round(amount)} ${units[power] ?? 'B'}`);
}
