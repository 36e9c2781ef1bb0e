export function requireWritable(folder: string): void;
export function lock(folder: string, silentMs?: number): Promise<() => void>;
