import type { Customer } from './customer';
import { generateCustomers } from './generate-customers';

/** The customer base, found in the ways the bank's systems look for people. */
export interface Customers {
  readonly all: readonly Customer[];
  /** Customers whom the OP knows: those who still have an account. */
  bySubject(subject: string): Customer | undefined;
  /** CIBA Core 7.1 `login_hint`: subject, username, e-mail address, phone number or customer number. */
  byLoginHint(hint: string): Customer | undefined;
  /** For the phone's sign-in: a persona's key or a customer number. */
  byKeyOrNumber(text: string): Customer | undefined;
}

export function createCustomers(): Customers {
  const all = generateCustomers();
  const current = all.filter((customer) => customer.persona?.behaviour.does !== 'have a closed account');
  const subjects = new Map(current.map((customer) => [customer.subject, customer]));
  const hints = new Map(
    current.flatMap((customer) => [
      [customer.username, customer],
      [customer.email, customer],
      [customer.phone, customer],
      [customer.number.toLowerCase(), customer],
    ]),
  );
  const names = new Map(
    current.flatMap((customer) => [
      [customer.number.toLowerCase(), customer],
      ...(customer.persona ? [[customer.persona.key, customer] as const] : []),
    ]),
  );
  return {
    all,
    bySubject: (subject) => subjects.get(subject),
    byLoginHint: (hint) => subjects.get(hint) ?? hints.get(normalize(hint)),
    byKeyOrNumber: (text) => names.get(text.trim().toLowerCase()),
  };
}

/** Letters of an address in lower case; a phone number without its spaces, dashes and brackets. */
function normalize(hint: string): string {
  const text = hint.trim().toLowerCase();
  return text.startsWith('+') ? text.replace(/[\s()./-]/g, '') : text;
}
