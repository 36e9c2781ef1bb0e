/**
 * A Dutch IBAN of the invented bank code ALDR, with its real check digits (ISO 13616, ISO 7064 mod 97-10).
 *
 * @param account ten digits
 */
export function dutchIban(account: string): string {
  const bban = `ALDR${account}`;
  const check = 98 - mod97(`${bban}NL00`);
  return `NL${String(check).padStart(2, '0')}${bban}`;
}

function mod97(text: string): number {
  const digits = text.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return Number(BigInt(digits) % 97n);
}
