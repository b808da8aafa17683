import type {Request} from 'got';
import type {AnswerHead} from './download-answer.ts';

/** What broke a request: the error of got, which goes no further than `faultOfReason`, as it holds the token. */
export class Broken extends Error {
	readonly reason: unknown;
	readonly isSilence: boolean;

	constructor(reason: unknown, isSilence = false) {
		super('broken');
		this.reason = reason;
		this.isSilence = isSilence;
	}
}

/** The head of the answer, once it is there. Throws `Broken`. */
export function headOf(request: Request): Promise<AnswerHead> {
	return new Promise((resolve, reject) => {
		request.once('response', ({statusCode, headers}) => resolve({status: statusCode, headers}));
		request.once('error', (error: unknown) => reject(new Broken(error)));
		request.once('close', () => reject(new Broken(undefined)));
	});
}

/** The first value of a header, by the header's name in lower case. */
export function headerOf({headers}: AnswerHead, name: string): string | undefined {
	const value = headers[name];
	return typeof value === 'string' ? value : value?.[0];
}

/** A body piece by piece, the next one read only when it is asked for. */
export type Pieces = {
	/** `undefined` at the end. Throws `Broken`. */
	readonly next: () => Promise<Uint8Array | undefined>;
	readonly end: () => void;
};

/** @param silence milliseconds that a piece may take: the time in which none is asked for does not count */
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
				throw new Broken(error, isSilence);
			} finally {
				isWaiting = false;
			}
		},
		end() {
			clearTimeout(timer);
		},
	};
}

/** Reads further pieces until there are `bytes` bytes, or the body ends. */
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
