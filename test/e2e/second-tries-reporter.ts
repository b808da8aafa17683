import process from 'node:process';
import type {Reporter, TestModule} from 'vitest/node';

/**
 * Names at the end of a run the tests that passed only at a second try (`--retry 1`, as CI runs them), with what failed first:
 * each is a defect of the test or of the program, although the run passes.
 */
export default class SecondTriesReporter implements Reporter {
	onTestRunEnd(modules: readonly TestModule[]): void {
		const found = modules.flatMap(module =>
			[...module.children.allTests('passed')]
				.filter(test => test.diagnostic()?.flaky)
				.map(test => ({
					name: `${module.relativeModuleId} > ${test.fullName}`,
					reasons: test.result().errors?.map(({message}) => message) ?? [],
				})),
		);
		const text = secondTries(found);
		if (text !== '') process.stdout.write(`${text}\n\n`);
	}
}

/** The lines for tests that passed only at a second try; empty where there was none. */
export function secondTries(tests: readonly {readonly name: string; readonly reasons: readonly string[]}[]): string {
	if (tests.length === 0) return '';
	const lines = tests.flatMap(({name, reasons}) => [
		`  ${name}`,
		...reasons.map(reason => `    ${reason.split('\n', 1)[0]}`),
	]);
	return ['Passed only at the second try, to be mended:', ...lines].join('\n');
}
