import { describe, expect, test } from 'vitest';
import type { RoleMap } from '@/lib/auth/role-map';
import { type NoRole, rolesFromClaims, whyNoRole } from '@/lib/auth/roles';

const read = (claims: Record<string, unknown>, name = 'roles', map: RoleMap = {}) =>
  rolesFromClaims(claims, name.split(' '), map);

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
    const map = { 'grp-desk': ['agent'], 'grp-lead': ['supervisor'] } as const;
    expect(read({ roles: ['grp-desk', 'grp-lead', 'teller'] }, 'roles', map)).toEqual([
      'agent',
      'teller',
      'supervisor',
    ]);
  });
});

describe('several claims', () => {
  test('count together, each by its own name', () => {
    const claims = { roles: ['agent'], realm_access: { roles: ['supervisor'] }, groups: ['teller'] };
    expect(read(claims, 'roles realm_access.roles')).toEqual(['agent', 'supervisor']);
  });
});

describe('a group of a directory', () => {
  const dn = 'CN=Desk Agents,OU=Contact Centre,DC=bank,DC=example';
  test.each<[string, unknown]>([
    ['in a list', [dn]],
    ['alone', dn],
  ])('is one name although it has commas and spaces in it, %s', (_how, groups) => {
    expect(read({ groups }, 'groups', { [dn]: ['agent', 'teller'] })).toEqual(['agent', 'teller']);
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
    expect(read({ roles }, 'roles', { agent: ['agent'] })).toEqual([]);
  });

  test('whose word is mapped to another role keeps only that one', () => {
    expect(read({ roles: ['agent'] }, 'roles', { agent: ['teller'] })).toEqual(['teller']);
  });
});

describe('why somebody has no role', () => {
  test.each<[string, Record<string, unknown>, NoRole]>([
    ['nothing says it', { sub: 'x' }, 'absent'],
    ['a claim that is null', { roles: null }, 'absent'],
    ['words that map to none', { roles: ['boss'] }, 'unmapped'],
    ['an empty list', { roles: [] }, 'unmapped'],
    ['groups that are elsewhere', { _claim_names: { roles: 'src1' }, _claim_sources: {} }, 'overage'],
    ['groups too many for the implicit flow', { hasgroups: true }, 'overage'],
    ['something else that is elsewhere', { _claim_names: { address: 'src1' } }, 'absent'],
  ])('is %s', (_what, claims, why) => {
    expect(whyNoRole(claims, ['roles'])).toBe(why);
  });
});
