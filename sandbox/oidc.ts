import { supplyToOidcProvider } from './node20';

// oidc-provider is written for Node 22 and says so on import. What Node 20 lacks is supplied, so that warning would
// only alarm people; any other goes through.
supplyToOidcProvider();
const { warn } = console;
console.warn = (...words: unknown[]): void => {
  if (!String(words[0]).includes('Unsupported runtime')) warn(...words);
};
const library = await import('oidc-provider').finally(() => {
  console.warn = warn;
});

export const Provider = library.default;
export const errors = library.errors;
