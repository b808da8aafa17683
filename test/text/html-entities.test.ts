import {describe, expect, test} from 'vitest';
import {withoutHtmlEscapes} from '../../source/text/html-entities.ts';

describe('escaped HTML is decoded', () => {
	test.each([
		['The layer &quot;Roads&quot; has no features', 'The layer "Roads" has no features'],
		['a &lt; b &amp;&amp; c &gt; d', 'a < b && c > d'],
		['L&#39;outil a &#xE9;chou&#233;', "L'outil a échoué"],
		['can&apos;t &QUOT;open&QUOT;', 'can\'t "open"'],
		['12&nbsp;km and 13&#160;km and 14&#xa0;km', '12 km and 13 km and 14 km'],
		['&#0000039;zeros&#x0027;', "'zeros'"],
		['https://h/q?a=1&amp;b=2', 'https://h/q?a=1&b=2'],
		['one half &quot;only', 'one half "only'],
		['&#x1F600;', '😀'],
	])('%s', (sent, read) => {
		expect(withoutHtmlEscapes(sent)).toBe(read);
	});
});

describe('decoded once', () => {
	test.each([
		['&amp;quot;', '&quot;'],
		['&amp;amp;lt;', '&amp;lt;'],
		['&#38;lt;', '&lt;'],
	])('%s', (sent, read) => {
		expect(withoutHtmlEscapes(sent)).toBe(read);
	});
});

describe('text that is meant literally is not decoded', () => {
	test.each([
		'<td>Fish &amp; chips</td>',
		'<?xml version="1.0"?><a>&lt;</a>',
		'<!-- &quot; -->',
		'.replace("&quot;", q)',
		"use '&amp;' in the URL",
		'`&lt;` is how it is written',
		'https://h/q?a=1&lt=5&amp',
		'R&D; x',
		'&eacute;t&eacute;',
		'&#0; &#xD800; &#x110000; &#99999999; &#xFFFFFFF;',
		'&#; &#x; &; ;&',
		'',
	])('%s', text => {
		expect(withoutHtmlEscapes(text)).toBe(text);
	});
});
