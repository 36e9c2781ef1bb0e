import type { Call } from './http-host';
import { invalidRequest } from './oauth-error';

/** RFC 6749, 3.2: a form by POST, with no parameter sent twice. `resource` and `audience` may repeat (RFC 8707). */
export function checkForm({ method, headers, body }: Call): void {
  if (method !== 'POST') throw invalidRequest('only POST');
  const type = String(headers['content-type'] ?? '').split(';')[0];
  if (type?.trim().toLowerCase() !== 'application/x-www-form-urlencoded') {
    throw invalidRequest('the body must be form-urlencoded');
  }
  for (const name of new Set(body.keys())) {
    if (name !== 'resource' && body.getAll(name).length > 1) throw invalidRequest(`${name} was sent twice`);
  }
}
