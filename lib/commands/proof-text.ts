import type { Proof } from '../audit/view';

/** What a proof came to, for a terminal. */
export function proofText(
  proof: Proof,
  about: { readonly what: string; readonly seconds: number; readonly warnings: readonly string[] },
): string {
  const { records, first, last, erased, checkpoints, signedAt, waiting, findings } = proof;
  const number = (n: number) => n.toLocaleString('en-GB');
  const rate = about.seconds > 0 ? ` (${number(Math.round(records / about.seconds))} a second)` : '';
  const lines = [
    proof.sound ? '  No tampering found.' : '  IT WAS CHANGED.',
    '',
    `  what         ${about.what}`,
    `  records      ${number(records)}${records > 0 ? `, ${number(first)} to ${number(last)}` : ''}, in ${about.seconds.toFixed(1)} s${rate}`,
    `  signatures   ${number(checkpoints)}${signedAt ? `, the newest of ${signedAt}` : ''}`,
    `  removed in time   ${number(erased.staff)} times who acted, ${number(erased.customer)} times whom it concerned`,
    ...(waiting > 0 ? [`  not yet in the chain   ${number(waiting)}, written moments ago`] : []),
    ...(findings.length > 0 ? ['', ...findings.map(({ kind, says }) => `  ${kind.padEnd(18)}${says}`)] : []),
    ...(about.warnings.length > 0 ? ['', ...about.warnings.map((warning) => `  note: ${warning}`)] : []),
  ];
  return `\n${lines.join('\n')}\n\n`;
}
