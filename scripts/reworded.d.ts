import type {Plugin} from 'vitest/config';

export declare function inOtherWords(text: string): string;
export declare function reworded(code: string, path: string): string;
export declare const rewordedSource: Plugin;
