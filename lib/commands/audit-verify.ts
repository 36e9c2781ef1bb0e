import { prove } from './prove';

// Started by scripts/audit-verify.mjs, which has composed the environment and found out about the data folder.
prove(process.argv.slice(2), process).then((code) => {
  if (code === 2) process.exit(2);
  process.exitCode = code;
});
