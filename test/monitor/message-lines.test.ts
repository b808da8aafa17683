import {describe, expect, test} from 'vitest';
import {isFailedToExecute, withoutIntroduction} from '../../source/monitor/message-lines.ts';

describe('a tool that a model uses twice has a number in its name', () => {
	test.each([
		['Executing (Buffer): Buffer roads 10', 'Buffer roads 10'],
		['Executing (Buffer (2)): Buffer roads 10', 'Buffer roads 10'],
		['Wird ausgeführt (Buffer (2)): Buffer roads 10', 'Buffer roads 10'],
		['Executing (Buffer (2)): Clip roads', 'Executing (Buffer (2)): Clip roads'],
	])('%s is shown as %s', (line, shown) => {
		expect(withoutIntroduction(line)).toBe(shown);
	});

	test.each([
		'Failed to execute (Buffer (2)).',
		'Fehler beim Ausführen von (Buffer (2)).',
		"Échec de l'exécution de (Buffer (2)).",
		'Error al ejecutar (Buffer (2)).',
		'(Buffer (2)) の実行に失敗しました。',
	])('%s gives no reason', line => {
		expect(isFailedToExecute(line)).toBe(true);
	});
});
