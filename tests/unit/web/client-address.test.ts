import { describe, expect, test } from 'vitest';
import { readEnv } from '@/lib/env';
import { clientAddress } from '@/lib/web/client-address';
import { validEnv } from '../valid-env';

const from = (header: string | null, proxies: number) =>
  clientAddress(new Headers(header === null ? {} : { 'x-forwarded-for': header }), proxies);

describe("the client's address", () => {
  test.each(['203.0.113.7', '1.1.1.1, 203.0.113.7', '::1'])(
    'is nobody’s word without a proxy: %s',
    (header) => {
      expect(from(header, 0)).toBeUndefined();
    },
  );

  test('is what the outermost trusted proxy saw, whatever the client wrote before', () => {
    expect(from('203.0.113.7', 1)).toBe('203.0.113.7');
    expect(from('10.9.8.7, 203.0.113.7', 1)).toBe('203.0.113.7');
    expect(from('10.9.8.7, 203.0.113.7, 10.0.0.2', 2)).toBe('203.0.113.7');
  });

  test('is not known where fewer proxies spoke than there are, or none did', () => {
    expect(from('203.0.113.7', 2)).toBeUndefined();
    expect(from('', 1)).toBeUndefined();
    expect(from(null, 1)).toBeUndefined();
  });

  test.each([
    ['203.0.113.7:4711', '203.0.113.7'],
    ['2001:DB8::7', '2001:db8::7'],
    ['[2001:db8::7]', '2001:db8::7'],
    ['[2001:db8::7]:4711', '2001:db8::7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
  ])('is read the way proxies write it: %s', (header, address) => {
    expect(from(header, 1)).toBe(address);
  });

  test.each([
    'unknown',
    '_hidden',
    '203.0.113',
    '203.0.113.256',
    '203.0.113.7/24',
    'localhost',
    'fe80::1%eth0',
    "1.1.1.1' or 1=1",
    '<b>1.1.1.1</b>',
    '1'.repeat(1_000),
  ])('is an address or nothing: %s', (header) => {
    expect(from(header, 1)).toBeUndefined();
  });
});

describe('TRUSTED_PROXIES', () => {
  test('is none unless it is said how many', () => {
    expect(readEnv(validEnv()).TRUSTED_PROXIES).toBe(0);
    expect(readEnv({ ...validEnv(), TRUSTED_PROXIES: '2' }).TRUSTED_PROXIES).toBe(2);
  });

  test.each(['-1', '1.5', 'true', '10.0.0.0/8', '11'])('is a small number and not %s', (value) => {
    expect(() => readEnv({ ...validEnv(), TRUSTED_PROXIES: value })).toThrow('TRUSTED_PROXIES');
  });
});
