import type { Logger } from '@/lib/log';

export interface RecordingLog {
  readonly log: Logger;
  /** Everything that was logged, as one text to search in. */
  text(): string;
  at(level: 'warn' | 'error'): number;
}

/** A logger that keeps what it is given. */
export function recordingLog(): RecordingLog {
  const lines: { readonly level: string; readonly given: readonly unknown[] }[] = [];
  const write =
    (level: string) =>
    (...given: unknown[]) =>
      void lines.push({ level, given });
  return {
    // Pino's own signatures are overloads no plain function matches; the arguments are only kept here.
    log: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') } as Logger,
    text: () => lines.map(({ level, given }) => `${level} ${JSON.stringify(given, describe)}`).join('\n'),
    at: (level) => lines.filter((line) => line.level === level).length,
  };
}

function describe(_key: string, value: unknown): unknown {
  return value instanceof Error ? { ...value, message: value.message } : value;
}
