const COLUMN = 26;

/** Milliseconds as a person says them: `0.4 s`, `12.3 s`, `2 min 05 s`. */
export function duration(ms) {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

export function say(line = '') {
  process.stdout.write(`${line}\n`);
}

/**
 * Names a piece of work, does it, and adds to the same line how long it took. The work prints nothing itself.
 * A failure ends the line and goes on to the caller.
 */
export async function step(name, work) {
  const started = performance.now();
  process.stdout.write(`  ${name}`.padEnd(COLUMN));
  try {
    const result = await work();
    process.stdout.write(`${duration(performance.now() - started).padStart(11)}\n`);
    return result;
  } catch (error) {
    process.stdout.write(`${'failed'.padStart(11)}\n`);
    throw error;
  }
}
