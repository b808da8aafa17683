export declare function sourceStamp(root: string): string;
export declare function isBuilt(root: string, stamp: string): boolean;
export declare function newFolder(root: string): string;
export declare function putInPlace(folder: string, root: string, stamp: string): void;
export declare function whyNotBuilt(root: string, error: unknown): string;
