/**
 * Runs a command of the desk's own code with the environment `npm start` would compose, and ends with its code.
 * @param {string} file in lib/commands
 * @param {readonly string[]} args as they were typed
 * @param {{ tellsProblem?: boolean }} options whether it is told what would keep the desk from starting
 */
export async function deskCommand(file, args, { tellsProblem = false } = {}) {
  // Programs read the standard output: installing is told on the other.
  const print = process.stdout.write;
  if (args.includes('--json')) process.stdout.write = process.stderr.write.bind(process.stderr);
  const { install } = await import('./install.mjs');
  await install();
  process.stdout.write = print;

  const { composed } = await import('./composed.mjs');
  const { env, dataFolder, problem, release } = await composed();
  process.once('exit', release);
  // Before the first start of a sandbox its keys are made up: they verify nothing, and what they wrote the desk would not
  // take for its own.
  const { existsSync } = await import('node:fs');
  if (!process.env.AUDIT_KEYS && !existsSync(`${env.DATA_DIR}/secrets.json`)) delete env.AUDIT_KEYS;
  const { endCommands, run } = await import('./run.mjs');
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => {
    process.once(signal, () => {
      endCommands();
      process.exit(130);
    });
  });
  const told = tellsProblem && problem ? [`--problem=${problem}`] : [];
  const command = [
    '--import',
    'tsx',
    `lib/commands/${file}`,
    `--data-folder=${dataFolder}`,
    ...told,
    ...args,
  ];
  const { code } = await run(process.execPath, command, { env, show: true, limitMs: 24 * 60 * 60_000 });
  process.exitCode = code;
}
