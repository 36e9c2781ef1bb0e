import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEnv } from '@/lib/env';
import { readProviderSettings } from '@/lib/provider-settings';
import { readTextFile } from '@/lib/text-file';
import { readPolicy } from '@/lib/transfers/policy-file';
import { ecPem } from './ciba/key-files';
import { validEnv } from './valid-env';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'countersign-text-'));
});
afterAll(() => rm(folder, { recursive: true }));

let written = 0;
async function file(...parts: readonly (string | Buffer)[]): Promise<string> {
  const name = path.join(folder, String(written++));
  await writeFile(name, Buffer.concat(parts.map((part) => Buffer.from(part as string))));
  return name;
}
const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('a file somebody wrote', () => {
  const text = '{"name":"Grüße, 山田"}';
  test.each<[what: string, parts: readonly (string | Buffer)[]]>([
    ['without a mark', [text]],
    ['in UTF-8 with a mark', ['\uFEFF', text]],
    ['in UTF-16 as Windows writes it', [Buffer.from('\uFEFF', 'utf16le'), Buffer.from(text, 'utf16le')]],
    ['in UTF-16 the other way round', [bigEndian('\uFEFF'), bigEndian(text)]],
  ])('%s is read without it', async (_what, parts) => {
    expect(await readTextFile(await file(...parts))).toBe(text);
  });

  test('may be empty', async () => {
    expect(await readTextFile(await file())).toBe('');
  });

  test('is a policy also after a byte order mark', async () => {
    const policy = await readPolicy(await file('\uFEFF', '{"perPayeeAndDay":{"sumFrom":{"EUR":"12.00"}}}'));
    expect(policy.perPayeeAndDay).toEqual({ sumFrom: { EUR: 1200 } });
  });

  test.each(['jwk', 'pem'] as const)('is a key also after a byte order mark: %s', async (form) => {
    const key = ecPem('P-256');
    const name = await file('\uFEFF', form === 'jwk' ? JSON.stringify(key.jwk) : key.pem);
    const env = { ...validEnv(), CIBA_CLIENT_AUTH: 'private_key_jwt', CIBA_CLIENT_KEY: name };
    const { provider } = await readProviderSettings(readEnv(env));
    expect(provider.clientAuth).toMatchObject({ method: 'private_key_jwt', key: { alg: 'ES256' } });
  });
});
