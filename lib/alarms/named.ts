import { say } from '@/messages/names';
import type { CustomerDirectory, ExactDirectory } from '../customers/directory';
import { ERASED } from '../retention/erased';
import type { AlarmCustomer } from './view';

interface Meant {
  readonly customerId: string | null;
  readonly subject: string | null;
}

/** Whom they are about, as the directory knows them now. Null: nobody was found whom it could be about. */
export async function namesOf(
  directory: CustomerDirectory & ExactDirectory,
  meant: readonly Meant[],
): Promise<(of: Meant) => AlarmCustomer | null> {
  const known = new Map<string, AlarmCustomer>();
  for (const of of meant) {
    if (known.has(keyOf(of))) continue;
    const { customerId, subject } = of;
    const found = customerId
      ? await directory.get(customerId)
      : subject
        ? (await directory.exactly({ by: 'subject', value: subject }))[0]
        : undefined;
    if (found) known.set(keyOf(of), { id: found.id, name: found.name, number: found.number });
  }
  return (of) => known.get(keyOf(of)) ?? nameless(of);
}

function nameless({ customerId, subject }: Meant): AlarmCustomer | null {
  if (customerId === ERASED) return { id: ERASED, name: say.removedCustomer, number: '' };
  if (customerId) return { id: customerId, name: say.removedCustomer, number: customerId };
  return subject === null ? null : { id: null, name: say.unknownCustomer, number: subject };
}

function keyOf({ customerId, subject }: Meant): string {
  return JSON.stringify([customerId, subject]);
}
