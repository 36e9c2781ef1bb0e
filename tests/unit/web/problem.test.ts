import { describe, expect, test } from 'vitest';
import { AppError, type ErrorCode } from '@/lib/errors';
import { problemOf } from '@/lib/web/problem';
import { recordingLog } from '../../support/recording-log';

describe('a fault of ours', () => {
  test.each<[ErrorCode, number]>([
    ['invalid_input', 400],
    ['unauthenticated', 401],
    ['forbidden', 403],
    ['not_found', 404],
    ['conflict', 409],
    ['rate_limited', 429],
    ['unavailable', 503],
    ['internal', 500],
  ])('%s is told in its own words with status %i, and not logged', (code, status) => {
    const { log, text } = recordingLog();
    expect(problemOf(new AppError(code, 'In plain words.'), log)).toEqual({
      problem: { code, message: 'In plain words.' },
      status,
    });
    expect(text()).toBe('');
  });

  test('is known by its mark, also when its class was loaded twice', () => {
    const twin = Object.assign(new Error('In plain words.'), {
      code: 'not_found',
      [Symbol.for('countersign.AppError')]: true,
    });
    expect(problemOf(twin, recordingLog().log).status).toBe(404);
  });
});

describe('anything else', () => {
  test.each<[string, unknown]>([
    ['a database error', Object.assign(new Error('relation "secret_table" of user root'), { code: '42P01' })],
    ['an object that merely looks like ours', { code: 'forbidden', message: 'secret_table' }],
    ['text', 'secret_table'],
    ['nothing', undefined],
  ])('is told as nothing but that it happened, and logged: %s', (_what, error) => {
    const { log, at } = recordingLog();
    const { problem, status } = problemOf(error, log);
    expect({ code: problem.code, status }).toEqual({ code: 'internal', status: 500 });
    expect(problem.message).not.toMatch(/secret_table|root/);
    expect(at('error')).toBe(1);
  });
});
