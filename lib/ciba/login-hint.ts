/** Which value names the customer to the OP (CIBA Core 7.1 `login_hint`; its form is the OP's choice). */
export const loginHintForms = ['sub', 'username', 'email', 'phone', 'iss_sub'] as const;
export type LoginHintForm = (typeof loginHintForms)[number];

/** The identifiers a hint may be made of. `phone` in E.164. */
export interface Identifiers {
  readonly subject: string;
  readonly username: string;
  readonly email: string | null;
  readonly phone: string | null;
}

/** @returns undefined when the customer has no identifier of that form */
export function loginHint(form: LoginHintForm, who: Identifiers, issuer: string): string | undefined {
  switch (form) {
    case 'sub':
      return who.subject;
    case 'username':
      return who.username;
    case 'email':
      return who.email ?? undefined;
    case 'phone':
      return who.phone ?? undefined;
    case 'iss_sub':
      return JSON.stringify({ format: 'iss_sub', iss: issuer, sub: who.subject });
  }
}
