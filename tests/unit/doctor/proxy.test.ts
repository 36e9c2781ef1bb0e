import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { answersAt, type Place, unreachableBy } from '@/lib/doctor/network';

const place: Place = {
  name: 'The OP',
  url: new URL('https://op.bank.example/realm'),
  setting: 'CIBA_ISSUER',
  trust: 'Trust it.',
};

beforeEach(() => {
  for (const name of ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy', 'NO_PROXY', 'no_proxy'])
    vi.stubEnv(name, '');
});
afterEach(() => vi.unstubAllEnvs());

test('a proxy is told of where there is one, without its password', () => {
  expect(unreachableBy('ENOTFOUND', place).remedy).not.toContain('proxy');
  expect(answersAt(place.url).says).not.toContain('proxy');
  vi.stubEnv('HTTPS_PROXY', 'http://desk:s3cret@proxy.bank.example:3128');
  const { says, remedy } = unreachableBy('ENOTFOUND', place);
  expect(remedy).toContain('through the proxy proxy.bank.example:3128');
  expect(says + remedy + answersAt(place.url).says).not.toContain('s3cret');
  expect(answersAt(place.url).says).toContain(', through the proxy proxy.bank.example:3128.');
});

test('a proxy that lets nobody through is named as the cause', () => {
  expect(unreachableBy('UND_ERR_ABORTED', place).says).toContain('does not answer');
  vi.stubEnv('HTTPS_PROXY', 'http://proxy.bank.example:3128');
  const { says, remedy } = unreachableBy('UND_ERR_ABORTED', place);
  expect(says).toBe('The proxy does not let the desk through to op.bank.example.');
  expect(remedy).toContain('NO_PROXY');
});

test('what is never asked through a proxy is not said to be', () => {
  vi.stubEnv('HTTPS_PROXY', 'http://proxy.bank.example:3128');
  expect(unreachableBy('ENOTFOUND', { ...place, isDirect: true }).remedy).not.toContain('proxy');
});
