import type {Request} from 'got';
import type {AnswerHead} from './download-answer.ts';

/**
 * Thrown when a request fails. `reason` is the error of got, which contains the token and must be passed only to
 * `faultOfReason`.
 */
export class BrokenDownload extends Error {
	readonly reason: unknown;
	readonly isSilence: boolean;

	constructor(reason: unknown, isSilence = false) {
		super('broken');
		this.reason = reason;
		this.isSilence = isSilence;
	}
}

/**
 * Waits for the status and headers of the answer.
 *
 * @throws BrokenDownload
 */
export function headOf(request: Request): Promise<AnswerHead> {
	return new Promise((resolve, reject) => {
		request.once('response', ({statusCode, headers}) => resolve({status: statusCode, headers}));
		request.once('error', (error: unknown) => reject(new BrokenDownload(error)));
		request.once('close', () => reject(new BrokenDownload(undefined)));
	});
}

/**
 * Returns the first value of a header.
 *
 * @param name in lower case
 */
export function headerOf({headers}: AnswerHead, name: string): string | undefined {
	const value = headers[name];
	return typeof value === 'string' ? value : value?.[0];
}

/** The body of an answer in pieces. The next piece is read from the network only when it is requested. */
export type Pieces = {
	/**
	 * Reads the next piece; `undefined` at the end.
	 *
	 * @throws BrokenDownload
	 */
	readonly next: () => Promise<Uint8Array | undefined>;
	readonly end: () => void;
};

/**
 * Makes the pieces of an answer's body.
 *
 * @param silence the longest time in milliseconds that a requested piece may take
 */
export function piecesOf(request: Request, silence: number): Pieces {
	const body: AsyncIterator<Uint8Array> = request.iterator({destroyOnReturn: false});
	let isWaiting = false;
	let isSilence = false;
	let timer: NodeJS.Timeout | undefined;
	const onSilence = () => {
		if (!isWaiting) return;
		isSilence = true;
		request.destroy();
	};

	return {
		async next() {
			isWaiting = true;
			timer = timer?.refresh() ?? setTimeout(onSilence, silence);
			try {
				const piece = await body.next();
				return piece.done ? undefined : piece.value;
			} catch (error) {
				throw new BrokenDownload(error, isSilence);
			} finally {
				isWaiting = false;
			}
		},
		end() {
			clearTimeout(timer);
		},
	};
}

/** Reads further pieces until there are `bytes` bytes, or until the body ends. */
export async function readUpTo(
	pieces: Pieces,
	read: readonly Uint8Array[],
	bytes: number,
): Promise<{readonly bytes: Uint8Array; readonly isAll: boolean}> {
	const kept = [...read];
	let count = kept.reduce((sum, piece) => sum + piece.byteLength, 0);
	while (count < bytes) {
		const piece = await pieces.next();
		if (!piece) return {bytes: Buffer.concat(kept), isAll: true};
		kept.push(piece);
		count += piece.byteLength;
	}
	return {bytes: Buffer.concat(kept), isAll: false};
}
