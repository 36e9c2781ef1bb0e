#!/usr/bin/env node
import { main } from './lib/main.mjs';

const help = `
  npm run audit:verify [-- options] [export.jsonl]

  Proves that nobody changed the audit trail: the one in the database, or one that was exported from the History page.
  Names the first record that was changed, removed, inserted or moved, and an end that was cut off. Needs no network for
  an export.

    --keys <file>         public keys as downloaded from the Audit trail page (a JWK set); without it those of
                          AUDIT_KEYS, or else the ones in the export, which prove only that it is of one piece
    --checkpoint <file>   checkpoints that were kept elsewhere, one a line; what they cover must be there.
                          May be given more than once
    --json                the result for programs
    --help                this text

  Ends with 0 when the trail holds, 1 when it does not, and 2 when it could not be looked at.
`;

main(async (args) => {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(help);
    return;
  }
  const json = args.includes('--json');
  // Programs read the standard output: installing is told on the other.
  const print = process.stdout.write;
  if (json) process.stdout.write = process.stderr.write.bind(process.stderr);
  const { install } = await import('./lib/install.mjs');
  await install();
  process.stdout.write = print;

  const { composed } = await import('./lib/composed.mjs');
  const { env, dataFolder, release } = await composed();
  process.once('exit', release);
  // Before the first start of a sandbox its keys are made up, and verify nothing.
  const { existsSync } = await import('node:fs');
  const isMadeUp = !process.env.AUDIT_KEYS && !existsSync(`${env.DATA_DIR}/secrets.json`);
  if (isMadeUp) delete env.AUDIT_KEYS;
  const { endCommands, run } = await import('./lib/run.mjs');
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => {
    process.once(signal, () => {
      endCommands();
      process.exit(130);
    });
  });
  const command = ['--import', 'tsx', 'lib/commands/audit-verify.ts', `--data-folder=${dataFolder}`, ...args];
  const { code } = await run(process.execPath, command, { env, show: true, limitMs: 24 * 60 * 60_000 });
  process.exitCode = code;
});
