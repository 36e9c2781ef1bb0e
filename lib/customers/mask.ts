import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** What a masked phone number ends with, and what one may therefore be found by. */
export const PHONE_DIGITS_SHOWN = 3;

/** `+44 •••• ••• 123`: the country and the last three digits, enough to ask “ending in …?”. */
export function maskPhone(e164: string | null): string | null {
  if (!e164) return null;
  const country = parsePhoneNumberFromString(e164)?.countryCallingCode;
  return `${country ? `+${country} ` : ''}••• ••• ${e164.slice(-PHONE_DIGITS_SHOWN)}`;
}

/** `m•••@example.com`: the first letter and the domain. */
export function maskEmail(email: string | null): string | null {
  if (!email) return null;
  const at = email.lastIndexOf('@');
  return at > 0 ? `${email.slice(0, 1)}•••${email.slice(at)}` : '•••';
}
