import type {Metafile} from 'esbuild';

export declare function requireBuiltins(metafile: Pick<Metafile, 'outputs'>, root: string): void;
