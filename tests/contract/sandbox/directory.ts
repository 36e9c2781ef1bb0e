import { type Bank, DIRECTORY_TOKEN } from './bank';

export interface Row {
  readonly id: string;
  readonly subject: string;
  readonly username: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly city: string;
  readonly customerSince: string;
  readonly segment: string;
}

export async function directoryOf(bank: Bank): Promise<Row[]> {
  const response = await fetch(`${bank.url}/directory/customers`, {
    headers: { authorization: `Bearer ${DIRECTORY_TOKEN}` },
  });
  // The shape is what directory.test.ts asserts.
  return (await response.json()) as Row[];
}

export async function subjectOf(
  bank: Bank,
  number: string,
  field: 'subject' | 'username' | 'email' | 'phone' = 'subject',
): Promise<string> {
  const row = (await directoryOf(bank)).find(({ id }) => id === number);
  if (!row) throw new Error(`no customer ${number}`);
  return row[field];
}
