import {Line} from '../line.tsx';
import {type HeaderFacts, headerSpans} from './header.ts';

/** The first line of the screen. */
export function HeaderLine({facts, width, ascii}: {facts: HeaderFacts; width: number; ascii: boolean}) {
	return <Line spans={headerSpans(facts, width, ascii)} />;
}
