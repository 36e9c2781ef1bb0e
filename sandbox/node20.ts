import * as crypto from 'node:crypto';
import module from 'node:module';

/** `node:crypto` with the `hash` of Node 20.12. */
const cryptoWithHash = `
import { createHash } from 'node:crypto';
export * from 'node:crypto';
export const hash = (algorithm, data, encoding = 'hex') => {
  const digest = createHash(algorithm).update(data).digest();
  return encoding === 'buffer' ? digest : digest.toString(encoding);
};`;

/** A built-in module takes no new exports, but the import of it can be answered with another module. */
const hooks = `
export async function resolve(specifier, context, next) {
  const asked = specifier === 'node:crypto' && context.parentURL?.includes('/oidc-provider/');
  return asked ? { url: ${JSON.stringify(dataUrl(cryptoWithHash))}, shortCircuit: true } : next(specifier, context);
}`;

/** The two things oidc-provider 9 uses that early releases of Node 20 do not have. */
export function supplyToOidcProvider(): void {
  if (typeof URL.parse !== 'function') {
    URL.parse = (text: string | URL, base?: string | URL): URL | null =>
      URL.canParse(text, base) ? new URL(text, base) : null;
  }
  if (!('hash' in crypto)) module.register(dataUrl(hooks));
}

function dataUrl(source: string): string {
  return `data:text/javascript,${encodeURIComponent(source)}`;
}
