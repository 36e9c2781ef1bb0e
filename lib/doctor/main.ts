import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { cannotBegin, diagnose } from './diagnose';
import type { DataFolder } from './embedded';
import { isHealthy, table } from './report';

// Started by scripts/doctor.mjs, which has composed the environment and found out about the data folder.
// biome-ignore lint/style/noProcessEnv: what is judged is the environment as it is, wrong names included
const given = process.env;
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    colour: { type: 'boolean', default: false },
    'data-folder': { type: 'string', default: 'ours' },
    problem: { type: 'string' },
  },
});
const dataFolder = values['data-folder'] as DataFolder; // our own script's word
const checks = values.problem ? cannotBegin(values.problem, given) : await diagnose(given, { dataFolder });
const ok = isHealthy(checks);
const text = values.json
  ? JSON.stringify({ ok, version: version(), checks }, null, 2)
  : `\n${table(checks, { colour: values.colour, width: Math.min(process.stdout.columns ?? 100, 120) })}\n`;
// Requests that were given up may keep their sockets open; nobody is to wait for those.
process.stdout.write(`${text}\n`, () => process.exit(ok ? 0 : 1));

function version(): string {
  const file = new URL('../../package.json', import.meta.url);
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string }; // our own file
  return version;
}
