import type {Metafile} from 'esbuild';

export declare const requireMade: string;
export declare function requireBuiltins(metafile: Pick<Metafile, 'outputs'>, root: string): void;
