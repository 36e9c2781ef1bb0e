import path from 'node:path';
import { fileURLToPath } from 'node:url';

// Node 20.9 has no import.meta.dirname yet.
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
