#!/usr/bin/env node
import { deskCommand } from './lib/desk-command.mjs';
import { main } from './lib/main.mjs';

const help = `
  npm run alarms -- list [options]

  Lists the alarms of customers from the database, those that stand first: for when the desk is down. Lifting one is the
  desk's alone, because it takes a supervisor who neither asked nor reported.

    --standing  only those that stand
    --json      for programs: { alarms: [{ id, standing, raisedAt, customer, issuer, subject, reports, lifted }] }
    --help      this text

  Ends with 0 when it could be looked at, and 2 when not.
`;

main(async (args) => {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(help);
    return;
  }
  const [verb, ...options] = args;
  const unknown = options.filter((option) => !['--standing', '--json'].includes(option));
  if (verb !== 'list' || unknown.length > 0) {
    const what = verb === 'list' ? `There is no option ${unknown.join(', ')}.` : 'Say what to do: list.';
    console.error(`${what}\n${help}`);
    process.exitCode = 2;
    return;
  }
  await deskCommand('alarms.ts', args, { tellsProblem: true });
});
