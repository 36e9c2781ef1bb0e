#!/usr/bin/env node
import { deskCommand } from './lib/desk-command.mjs';
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
  await deskCommand('retention.ts', args, { tellsProblem: true });
});
