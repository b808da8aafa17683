import {expect, test} from 'vitest';
import {percentOf, progressWords} from '../../../../source/ui/panes/list/progress-words.ts';
import {drawingOf} from '../../../../source/ui/symbols.ts';
import {answered, lived, sampleJobs, second, unknownJob} from './sample-jobs.ts';

const at = (percent: number) =>
	lived(unknownJob(), answered({jobStatus: 'esriJobExecuting', progress: {type: 'step', percent}}, second));

test.each([
	[0, 16, '░░░░░░░░░░░   0%'],
	[18, 16, '██░░░░░░░░░  18%'],
	[62, 16, '███████░░░░  62%'],
	[62.9, 16, '███████░░░░  62%'],
	[99.9, 16, '██████████░  99%'],
	[100, 16, '███████████ 100%'],
	[62, 10, '███░░  62%'],
	[62, 9, ' 62%'],
	[100, 4, '100%'],
	[140, 4, '100%'],
	[-3, 4, '  0%'],
])('%d %% in %i cells: %s', (percent, width, words) => {
	expect(progressWords(at(percent), width, drawingOf(false))).toBe(words);
});

test('a progressor without a percentage has no bar, and neither has a job that has ended or is gone', () => {
	expect(progressWords(sampleJobs.busy, 16, drawingOf(false))).toBe('');
	expect(percentOf(lived(at(62), answered({jobStatus: 'esriJobSucceeded'}, 0)))).toBeUndefined();
	expect(percentOf(sampleJobs.queued)).toBeUndefined();
	expect(percentOf({...sampleJobs.gone, progress: sampleJobs.running.progress})).toBeUndefined();
});
