/** IBANs are written, and read aloud, in groups of four. */
export function inFours(iban: string): string {
  return iban.replace(/\s/g, '').replace(/(.{4})(?=.)/g, '$1 ');
}
