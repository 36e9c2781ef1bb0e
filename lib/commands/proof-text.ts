import { say } from '@/messages/commands';
import type { Proof } from '../audit/view';

/** What a proof came to, for a terminal. */
export function proofText(
  proof: Proof,
  about: { readonly what: string; readonly seconds: number; readonly warnings: readonly string[] },
): string {
  const { records, first, last, erased, checkpoints, signedAt, waiting, findings } = proof;
  const { seconds } = about;
  const words = say.proof;
  const rows = [
    [words.rows.what, about.what],
    [words.rows.records, words.records({ records, first, last, seconds })],
    [words.rows.signatures, words.signatures({ checkpoints, newest: signedAt })],
    [words.rows.removed, words.removed(erased)],
    ...(waiting > 0 ? [[words.rows.waiting, words.waiting({ records: waiting })]] : []),
  ];
  const lines = [
    `  ${proof.sound ? words.sound : words.changed}`,
    '',
    ...inColumns(rows),
    ...(findings.length > 0 ? ['', ...inColumns(findings.map(({ kind, says }) => [kind, says]))] : []),
    ...(about.warnings.length > 0
      ? ['', ...about.warnings.map((warning) => `  ${words.note({ warning })}`)]
      : []),
  ];
  return `\n${lines.join('\n')}\n\n`;
}

function inColumns(rows: readonly (readonly string[])[]): string[] {
  const width = Math.max(...rows.map(([name = '']) => name.length));
  return rows.map(([name = '', text = '']) => `  ${name.padEnd(width)}   ${text}`);
}
