/** Moves in what is read line by line, as keys ask for them. */
import {safeText} from '../../../../source/text/safe-text.ts';
import type {ReadingMove} from '../../../../source/ui/panes/messages/state.ts';

export const up: ReadingMove = {type: 'scroll', by: 'line', direction: 'up'};
export const down: ReadingMove = {type: 'scroll', by: 'line', direction: 'down'};
export const pageDown: ReadingMove = {type: 'scroll', by: 'page', direction: 'down'};
export const top: ReadingMove = {type: 'go', to: 'top'};
export const bottom: ReadingMove = {type: 'go', to: 'bottom'};
export const right: ReadingMove = {type: 'pan', direction: 'right'};
export const left: ReadingMove = {type: 'pan', direction: 'left'};
export const next: ReadingMove = {type: 'hit', direction: 'next'};
export const previous: ReadingMove = {type: 'hit', direction: 'previous'};
export const search = (query: string): ReadingMove => ({type: 'search', query: safeText(query)});
