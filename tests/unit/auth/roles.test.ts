import { describe, expect, test } from 'vitest';
import { rolesFromClaims } from '@/lib/auth/roles';

const read = (claims: Record<string, unknown>, name = 'roles', map: Record<string, string> = {}) =>
  rolesFromClaims(claims, name, map);

describe('roles are read', () => {
  test.each<[string, unknown]>([
    ['from a list', ['agent', 'supervisor']],
    ['from text with spaces', 'agent supervisor'],
    ['from text with commas', 'agent, supervisor'],
    ['each once', ['supervisor', 'agent', 'agent']],
    ['without words that are no role', ['agent', 'admin', 'supervisor', 'AGENT']],
    ['without what is no word', ['agent', 7, null, { agent: true }, 'supervisor']],
  ])('%s', (_how, roles) => {
    expect(read({ roles })).toEqual(['agent', 'supervisor']);
  });

  test('from deep inside, by a name with dots', () => {
    expect(read({ realm_access: { roles: ['teller'] } }, 'realm_access.roles')).toEqual(['teller']);
  });

  test('from a claim that has dots in its own name, which wins', () => {
    const claims = { 'https://bank.example/roles': ['teller'], https: { agent: true } };
    expect(read(claims, 'https://bank.example/roles')).toEqual(['teller']);
    expect(read({ 'a.b': ['agent'], a: { b: ['teller'] } }, 'a.b')).toEqual(['agent']);
  });

  test("through the IdP's own words", () => {
    const map = { 'grp-desk': 'agent', 'grp-lead': 'supervisor' };
    expect(read({ roles: ['grp-desk', 'grp-lead', 'teller'] }, 'roles', map)).toEqual([
      'agent',
      'teller',
      'supervisor',
    ]);
  });
});

describe('nobody gets a role', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['from a claim that is not there', {}, 'roles'],
    ['from a claim of another form', { roles: { agent: true } }, 'roles'],
    ['from a number', { roles: 1 }, 'roles'],
    ['from a path that ends early', { realm_access: 'agent' }, 'realm_access.roles'],
    ['from a path through null', { realm_access: null }, 'realm_access.roles'],
    ['from __proto__', {}, '__proto__'],
    ['from constructor.name', {}, 'constructor.name'],
    ['from a list written with separators inside', { roles: ['agent teller'] }, 'roles'],
  ])('%s', (_how, claims, name) => {
    expect(read(claims, name)).toEqual([]);
  });

  test('by the names of things every object has', () => {
    const roles = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    expect(read({ roles })).toEqual([]);
    expect(read({ roles }, 'roles', { agent: 'agent' })).toEqual([]);
  });

  test('by a map that names something else than a role', () => {
    expect(read({ roles: ['boss'] }, 'roles', { boss: 'administrator' })).toEqual([]);
  });

  test('whose word is mapped to another role keeps only that one', () => {
    expect(read({ roles: ['agent'] }, 'roles', { agent: 'teller' })).toEqual(['teller']);
  });
});
