export function makeSecrets(): Record<string, string>;
