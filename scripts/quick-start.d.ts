import type {Plugin} from 'esbuild';

export declare const quickStart: Plugin;
