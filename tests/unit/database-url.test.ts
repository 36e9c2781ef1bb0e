import { describe, expect, test } from 'vitest';
import { serversIn, wrongWith } from '@/lib/database-url';

describe('a DATABASE_URL', () => {
  test.each([
    ['postgres://me:pw@db:5432/desk', ['postgres://me:pw@db:5432/desk']],
    ['postgres:///desk?host=/run/a,b', ['postgres:///desk?host=/run/a,b']],
    ['postgres://me:p,w@db/desk', ['postgres://me:p,w@db/desk']],
    [
      'postgresql://me:p%2Cw@one:5432,two:5433,[::1]:5434/desk?sslmode=require',
      [
        'postgresql://me:p%2Cw@one:5432/desk?sslmode=require',
        'postgresql://me:p%2Cw@two:5433/desk?sslmode=require',
        'postgresql://me:p%2Cw@[::1]:5434/desk?sslmode=require',
      ],
    ],
    ['postgres://one,two/desk', ['postgres://one/desk', 'postgres://two/desk']],
  ])('%s names its servers in their order', (url, servers) => {
    expect(serversIn(url)).toEqual(servers);
    expect(wrongWith(url)).toBeUndefined();
  });

  test.each([
    ['host=db dbname=desk', 'must be written as'],
    ['mysql://db/desk', 'must be written as'],
    ['postgres://one:5432,two:x/desk', 'must be written as'],
    ['postgres://one,two/desk?target_session_attrs=standby', 'must lead to a server that takes writes'],
    ['postgres://one/desk?target_session_attrs=read-only', 'must lead to a server that takes writes'],
  ])('%s is refused, and what to write is said', (url, says) => {
    expect(wrongWith(url)).toContain(says);
  });

  test.each(['read-write', 'primary', 'any'])('may wish for %s, which the desk does anyhow', (wish) => {
    expect(wrongWith(`postgres://one,two/desk?target_session_attrs=${wish}`)).toBeUndefined();
  });

  test('may lead to a socket', () => {
    expect(wrongWith('/var/run/postgresql desk')).toBeUndefined();
    expect(wrongWith('socket:/var/run/postgresql?db=desk')).toBeUndefined();
  });
});
