import { expect, test } from 'vitest';
import { readRoleMap } from '@/lib/auth/role-map';

test.each([
  ['', {}],
  ['   ', {}],
  ['desk=agent', { desk: ['agent'] }],
  [' grp-desk = agent , grp-lead=supervisor,', { 'grp-desk': ['agent'], 'grp-lead': ['supervisor'] }],
  ['Desk Agents=agent,Desk Agents=teller', { 'Desk Agents': ['agent', 'teller'] }],
  [
    'CN=Desk Agents,OU=Contact Centre,DC=bank,DC=example=agent,CN=Leads,OU=Contact Centre,DC=bank,DC=example=supervisor',
    {
      'CN=Desk Agents,OU=Contact Centre,DC=bank,DC=example': ['agent'],
      'CN=Leads,OU=Contact Centre,DC=bank,DC=example': ['supervisor'],
    },
  ],
  [
    '{"CN=agent,OU=Desk": "agent", "everybody": ["agent", "teller"]}',
    { 'CN=agent,OU=Desk': ['agent'], everybody: ['agent', 'teller'] },
  ],
])('%j is read', (text, map) => {
  expect(readRoleMap(text)).toEqual({ map });
});

test.each([
  ['Desk Agents=agnt', { kind: 'no_role', part: 'Desk Agents=agnt' }],
  ['desk=agent,lead=boss', { kind: 'no_role', part: 'lead=boss' }],
  ['desk', { kind: 'no_role', part: 'desk' }],
  ['=agent', { kind: 'no_role', part: '=agent' }],
  ['desk=Agent', { kind: 'no_role', part: 'desk=Agent' }],
  // One group of that name, or two words of which the first is an attribute?
  ['CN=agent,OU=Contact Centre=teller', { kind: 'ambiguous', part: 'CN=agent' }],
  ['{"desk": "boss"}', { kind: 'no_role', part: 'desk: "boss"' }],
  ['{"desk": []}', { kind: 'no_role', part: 'desk: []' }],
  ['{"desk"', { kind: 'not_json' }],
])('%j is refused', (text, problem) => {
  expect(readRoleMap(text)).toEqual({ problem });
});
