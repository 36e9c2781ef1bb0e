import path from 'node:path';
import { root } from './root.mjs';

/** Next's own command, run by this very Node: no shell and no npx in between to swallow a signal. */
export const next = path.join(root, 'node_modules/next/dist/bin/next');
