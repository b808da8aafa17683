export type Bounds = {
	/** How long to wait, in milliseconds. */
	patience: number;
	/** Whether nothing can change any more. */
	isOver: () => boolean;
	/** What to show a person when it did not come. */
	picture: () => string;
};

/** Waits for conditions: looks at them when it is told that something has changed, not after a fixed time. */
export class Watch {
	private readonly waiting = new Set<() => void>();

	/** Something has changed: every condition that is waited for is looked at. */
	look(): void {
		for (const look of [...this.waiting]) look();
	}

	/** Waits until something holds, or fails with the picture. */
	async until(holds: () => boolean, what: string, {patience, isOver, picture}: Bounds): Promise<void> {
		const failure = errorOfTest();
		await new Promise<void>((resolve, reject) => {
			const finish = (message?: string) => {
				clearTimeout(deadline);
				clearInterval(elsewhere);
				this.waiting.delete(look);
				if (message === undefined) return resolve();
				failure.message = `${message} waiting for ${what}.\n${picture()}`;
				reject(failure);
			};
			const look = () => {
				try {
					if (holds()) finish();
					else if (isOver()) finish('The program ended while the test was');
				} catch (error) {
					finish(`${String(error)} while`);
				}
			};
			const deadline = setTimeout(() => finish(`After ${patience} ms still`), patience);
			// For conditions on something that does not tell.
			const elsewhere = setInterval(look, 20);
			this.waiting.add(look);
			look();
		});
	}
}

/** An error that points at the line of the test, not at a timer nor at the driver. */
function errorOfTest(): Error {
	const error = new Error();
	const isElsewhere = (frame: string) => !/\/e2e\/(?:watch|screen)\.ts/.test(frame);
	error.stack = error.stack?.split('\n').filter(isElsewhere).join('\n') ?? '';
	return error;
}
