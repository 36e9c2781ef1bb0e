type Given = Readonly<Record<string, string | undefined>>;

/** Names whose value is a secret itself; `_KEY` and `_CERT` name files. */
const SECRET_NAME = /(?:SECRET|PASSWORD|_TOKEN|_KEYS)$/;
const TOO_LONG = 400;

/**
 * Takes every secret of the environment out of a text, in the encodings they travel in, and whatever else looks
 * like a token or a key. What an OP says is a stranger's text: no control characters of it reach a terminal.
 */
export function createRedactor(given: Given): (text: string) => string {
  const secrets = [...new Set(secretsOf(given))].sort((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const secret of secrets) clean = clean.replaceAll(secret, '[secret]');
    clean = clean
      .replace(/-----BEGIN[\s\S]*?(?:-----END[^-]*-----|$)/g, '[key]')
      .replace(/\beyJ[\w-]+\.[\w-]*\.[\w-]*(?:\.[\w-]*)*/g, '[token]')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to go
      .replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
    return clean.length > TOO_LONG ? `${clean.slice(0, TOO_LONG)}…` : clean;
  };
}

function secretsOf(given: Given): string[] {
  const clientIds = [given.CIBA_CLIENT_ID, given.STAFF_CLIENT_ID].filter((id) => id !== undefined);
  return Object.entries(given)
    .flatMap(([name, value = '']) => [
      ...(SECRET_NAME.test(name) ? [value, ...value.split(',').map((part) => part.trim())] : []),
      ...(holdsKeyItself(name, value) ? [value] : []),
      ...passwordIn(value),
    ])
    .filter((secret) => secret.length >= 4)
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      ...clientIds.map((id) => Buffer.from(`${id}:${secret}`).toString('base64')),
      ...clientIds.map((id) =>
        Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64'),
      ),
    ]);
}

/** A key pasted where the path of its file belongs. */
export function holdsKeyItself(name: string, value: string): boolean {
  return /_(?:KEY|CERT|CA)$/.test(name) && /^\s*\{|-----BEGIN|\n/.test(value);
}

function passwordIn(value: string): string[] {
  if (!URL.canParse(value)) return [];
  const { password, searchParams } = new URL(value);
  const raw = [password, searchParams.get('password') ?? ''].filter(Boolean);
  return raw.flatMap((one) => [one, decoded(one)]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
