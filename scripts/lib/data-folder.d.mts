export function requireWritable(folder: string): void;
export function lock(folder: string): Promise<() => void>;
