import { createLocalJWKSet, type JSONWebKeySet, errors as joseErrors, jwtVerify } from 'jose';
import type { Client } from 'oidc-provider';
import { z } from 'zod';
import type { Customer } from '../bank/customer';
import type { Customers } from '../bank/customers';
import { errors } from '../oidc';

/** Who is meant (CIBA Core 7.1); undefined: nobody the bank knows. */
export interface Hints {
  byText(loginHint: string): Customer | undefined;
  /** @throws InvalidRequest, ExpiredLoginHintToken */
  byToken(loginHintToken: string, client: Client): Promise<Customer | undefined>;
}

/** Subject identifiers (RFC 9493, 3.2). */
const SubjectId = z.discriminatedUnion('format', [
  z.object({ format: z.literal('iss_sub'), iss: z.string(), sub: z.string() }),
  z.object({ format: z.literal('email'), email: z.string() }),
  z.object({ format: z.literal('phone_number'), phone_number: z.string() }),
  z.object({ format: z.literal('opaque'), id: z.string() }),
]);

export function createHints(customers: Customers, issuer: string): Hints {
  const bySubjectId = (id: z.infer<typeof SubjectId>): Customer | undefined => {
    switch (id.format) {
      case 'iss_sub':
        return id.iss.replace(/\/$/, '') === issuer ? customers.bySubject(id.sub) : undefined;
      case 'email':
        return customers.byLoginHint(id.email);
      case 'phone_number':
        return customers.byLoginHint(id.phone_number);
      case 'opaque':
        return customers.byLoginHint(id.id);
    }
  };

  return {
    byText: (hint) => {
      if (!hint.trimStart().startsWith('{')) return customers.byLoginHint(hint);
      const id = SubjectId.safeParse(json(hint));
      return id.success ? bySubjectId(id.data) : undefined;
    },
    byToken: async (token, client) => {
      const claims = await verified(token, client, issuer);
      const id = SubjectId.safeParse(claims.sub_id);
      if (!id.success) throw new errors.InvalidRequest('login_hint_token needs a sub_id (RFC 9493)');
      return bySubjectId(id.data);
    },
  };
}

async function verified(token: string, client: Client, issuer: string): Promise<Record<string, unknown>> {
  // The bank registered these keys itself; the library's type leaves their members open.
  const registered = (client.jwks ?? { keys: [] }) as JSONWebKeySet;
  // A certificate is no key to sign hints with, and could be taken for one.
  const keys = createLocalJWKSet({ keys: registered.keys.filter(({ x5c }) => !x5c) });
  const check = { issuer: client.clientId, audience: issuer, requiredClaims: ['exp'] };
  try {
    return (await jwtVerify(token, keys, check)).payload;
  } catch (error) {
    if (error instanceof joseErrors.JWTExpired) throw new errors.ExpiredLoginHintToken();
    throw new errors.InvalidRequest('login_hint_token must be signed by the client, for this issuer');
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
