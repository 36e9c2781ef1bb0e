import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** `+44 •••• ••• 123`: the country and the last three digits, enough to ask “ending in …?”. */
export function maskPhone(e164: string | null): string | null {
  if (!e164) return null;
  const country = parsePhoneNumberFromString(e164)?.countryCallingCode;
  return `${country ? `+${country} ` : ''}••• ••• ${e164.slice(-3)}`;
}

/** `m•••@example.com`: the first letter and the domain. */
export function maskEmail(email: string | null): string | null {
  if (!email) return null;
  const at = email.lastIndexOf('@');
  return at > 0 ? `${email.slice(0, 1)}•••${email.slice(at)}` : '•••';
}
