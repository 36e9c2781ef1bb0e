import { readSettings, SettingsError } from './env';
import { say } from './messages/en/terminal';
import { consoleNotifier } from './notify-console';
import { startSandbox } from './server';

try {
  const settings = readSettings(process.env);
  const colour = !process.env.NO_COLOR;
  const sandbox = await startSandbox({ ...settings, notifier: consoleNotifier(console.log, colour) });

  const stop = (): void => {
    sandbox.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // The launcher waits for this very line.
  console.log(`sandbox ready on ${sandbox.url}`);
} catch (error) {
  console.error(sentence(error));
  process.exit(1);
}

function sentence(error: unknown): string {
  if (error instanceof SettingsError) return error.message;
  return say.cannotStart({ problem: problemOf(error) });
}

function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE') {
    const port = 'port' in error ? String(error.port) : '';
    return say.problems.portTaken({ port, setting: portName(error) });
  }
  return error.message;
}

function portName(error: object): string {
  return 'port' in error && String(error.port) === (process.env.SANDBOX_TLS_PORT || '4001')
    ? 'SANDBOX_TLS_PORT'
    : 'SANDBOX_PORT';
}
