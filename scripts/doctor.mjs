#!/usr/bin/env node
import { main } from './lib/main.mjs';

const help = `
  npm run doctor [-- options]

  Looks at the configuration as npm start would use it and says what is wrong with it, what to look at, and what to do.
  Nothing is changed, nobody is asked to sign in, and no secret is printed.

    --json       the findings for programs: { ok, version, checks: [{ id, title, status, says, remedy }] }
    --no-color   no colours (as NO_COLOR=1)
    --help       this text

  Ends with 0 when nothing is wrong, 1 when something is, and 2 when it is not called like this.
`;

main(async (args) => {
  const known = ['--json', '--no-color', '--no-colour', '--help', '-h'];
  const unknown = args.filter((arg) => !known.includes(arg));
  if (unknown.length > 0) {
    console.error(`There is no option ${unknown.join(', ')}.\n${help}`);
    process.exitCode = 2;
    return;
  }
  if (args.includes('--help') || args.includes('-h')) {
    console.log(help);
    return;
  }
  const json = args.includes('--json');
  // Programs read the standard output: installing is told on the other.
  if (json) process.stdout.write = process.stderr.write.bind(process.stderr);

  const { install } = await import('./lib/install.mjs');
  await install();
  const { composed } = await import('./lib/composed.mjs');
  const { env, dataFolder, problem, release } = await composed();

  const { endCommands, run } = await import('./lib/run.mjs');
  process.once('exit', release);
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => {
    process.once(signal, () => {
      endCommands();
      process.exit(130);
    });
  });
  const plain = args.some((arg) => /^--no-colou?r$/.test(arg)) || Boolean(process.env.NO_COLOR);
  const flags = [
    `--data-folder=${dataFolder}`,
    json && '--json',
    !plain && process.stdout.isTTY && '--colour',
    problem && `--problem=${problem}`,
  ];
  const command = ['--import', 'tsx', 'lib/doctor/main.ts'].concat(flags.filter(Boolean));
  const { code } = await run(process.execPath, command, { env, show: true, limitMs: 30000 });
  process.exitCode = code;
});
