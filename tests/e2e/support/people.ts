import { mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { generateCustomers } from '../../../sandbox/bank/generate-customers';
import { sensitiveDataOf } from '../../../sandbox/bank/sensitive-data';

/**
 * One of each for every worker of playwright.config.ts. What one person does reaches all their windows (signing out,
 * turning to another customer), so tests that run at the same time are different people.
 */
const agents = ['Ines Moreau', 'Alex Novak', 'Amara Diallo', 'Oskar Lind'] as const;
const tellers = ['Priya Nair', 'Mateo Vargas', 'Linh Tran', 'Nadia Haddad'] as const;

export type Person =
  | (typeof agents | typeof tellers)[number]
  | 'Tom Adeyemi'
  | 'Grace Kim'
  | 'Nora Bielik'
  | 'Sam Rivera'
  | 'Lee Chen';

export function agentOf(parallelIndex: number): Person {
  return theOne(agents, parallelIndex);
}

export function tellerOf(parallelIndex: number): Person {
  return theOne(tellers, parallelIndex);
}

function theOne(people: readonly Person[], parallelIndex: number): Person {
  const person = people[parallelIndex];
  if (!person) throw new Error(`There are ${people.length} people, and nobody for worker ${parallelIndex}`);
  return person;
}

/** Agent's colleague, of the same rank, who asks for nothing that lasts. Shared by all workers. */
export const colleague: Person = 'Tom Adeyemi';
export const supervisor: Person = 'Grace Kim';
/** Reads everything and acts on nothing. */
export const auditor: Person = 'Nora Bielik';
export const withoutRole: Person = 'Lee Chen';

export type Customer = ReturnType<typeof generateCustomers>[number];

const everybody = generateCustomers();
/** Who answers by hand, without namesakes, so that a name on a page means one of them. */
export const takeable = everybody.filter(
  ({ name, persona }) => !persona && everybody.filter((other) => other.name === name).length === 1,
);

export function customer(keyOrNumber: string): Customer {
  const found = everybody.find(
    ({ number, persona }) => number === keyOrNumber || persona?.key === keyOrNumber,
  );
  if (!found) throw new Error(`The sandbox has no customer ${keyOrNumber}`);
  return found;
}

/** An account of theirs with five hundred euros or more in it, by its IBAN. */
export function savingsOf({ number }: Pick<Customer, 'number'>): string {
  const { accounts } = sensitiveDataOf(customer(number), new Date());
  const iban = accounts.find(({ kind }) => kind === 'savings')?.iban;
  if (!iban) throw new Error(`${number} has no savings`);
  return iban;
}

export function customerNamed(name: string): Customer {
  const found = everybody.find((each) => each.name === name);
  if (!found) throw new Error(`The sandbox has no ${name}`);
  return found;
}

/**
 * A customer nobody else in this run asks: there is one open request per customer, and few in ten minutes.
 * They answer by hand. A file created exclusively is the claim, because workers share nothing else.
 *
 * @param folder emptied before every run
 */
export function takeCustomer(folder: string): Customer {
  mkdirSync(folder, { recursive: true });
  for (const candidate of takeable) {
    try {
      openSync(path.join(folder, candidate.number), 'wx');
      return candidate;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  throw new Error('Every customer of the sandbox has been taken');
}
