import {expect, test} from 'vitest';
import {htmlPage} from '../../../source/demo/http/drawn-answer.ts';

test('a page shows plain values only, and as text', () => {
	const page = htmlPage('<Job> & "more"', {jobId: '<script>', count: 2, progress: {percent: 40}});
	expect(page).toContain('<title>&#60;Job&#62; &#38; &#34;more&#34;</title>');
	expect(page).toContain('<b>jobId:</b> &#60;script&#62;<br/>');
	expect(page).toContain('<b>count:</b> 2<br/>');
	expect(page).not.toContain('40');
});
