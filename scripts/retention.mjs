#!/usr/bin/env node
import { main } from './lib/main.mjs';

const help = `
  npm run retention [-- options]

  Removes what is kept no longer, as RETENTION_DAYS says. A running desk does this once a day by itself; this is for
  doing it now, and for looking first. What is on its way or under a legal hold is never touched.

    --dry-run   only counts what would go
    --json      the result for programs: { dryRun, classes: [{ class, days, before, goes, held, outcome }] }
    --help      this text

  Ends with 0 when it is done, 1 when a class could not be, and 2 when nothing could be looked at.
`;

main(async (args) => {
  const unknown = args.filter((arg) => !['--dry-run', '--json', '--help', '-h'].includes(arg));
  if (unknown.length > 0) {
    console.error(`There is no option ${unknown.join(', ')}.\n${help}`);
    process.exitCode = 2;
    return;
  }
  if (args.includes('--help') || args.includes('-h')) {
    console.log(help);
    return;
  }
  // Programs read the standard output: installing is told on the other.
  const print = process.stdout.write;
  if (args.includes('--json')) process.stdout.write = process.stderr.write.bind(process.stderr);
  const { install } = await import('./lib/install.mjs');
  await install();
  process.stdout.write = print;

  const { composed } = await import('./lib/composed.mjs');
  const { env, dataFolder, problem, release } = await composed();
  process.once('exit', release);
  // Before the first start of a sandbox its keys are made up: what they wrote, the desk would not take for its own.
  const { existsSync } = await import('node:fs');
  if (!process.env.AUDIT_KEYS && !existsSync(`${env.DATA_DIR}/secrets.json`)) delete env.AUDIT_KEYS;
  const { endCommands, run } = await import('./lib/run.mjs');
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => {
    process.once(signal, () => {
      endCommands();
      process.exit(130);
    });
  });
  const flags = [...args, `--data-folder=${dataFolder}`, ...(problem ? [`--problem=${problem}`] : [])];
  const command = ['--import', 'tsx', 'lib/commands/retention.ts', ...flags];
  const { code } = await run(process.execPath, command, { env, show: true, limitMs: 24 * 60 * 60_000 });
  process.exitCode = code;
});
