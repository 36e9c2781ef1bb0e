import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Store } from '../store';
import type { Customer } from './customer';

/** What a browser's push service gave it (Push API). */
export const Subscription = z.object({
  endpoint: z.url().max(1024),
  keys: z.object({
    p256dh: z.string().regex(/^[\w-]{87}=?$/),
    auth: z.string().regex(/^[\w-]{22}(==)?$/),
  }),
});
export type Subscription = z.infer<typeof Subscription>;

/** A browser that stands for a customer's phone. */
export interface EnrolledDevice {
  readonly id: string;
  readonly subject: string;
  /** "Firefox on Android" */
  readonly name: string;
  /** Epoch milliseconds. */
  readonly enrolledAt: number;
  /** With it, requests are announced there. */
  readonly subscription?: Subscription;
}

const INVITATION_MS = 10 * 60_000;

/** The phones customers enrolled, beside the demo phone that most of them have anyway. */
export class EnrolledDevices {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** A code that enrols one device, once, within ten minutes. Only its digest is kept. */
  invite(subject: string): string {
    const code = randomBytes(24).toString('base64url');
    this.#store.set(invitation(code), subject, Date.now() + INVITATION_MS);
    return code;
  }

  /** Whom a code is for; undefined when it is used up, too old or made up. */
  invited(code: string): string | undefined {
    const subject = this.#store.get(invitation(code));
    return typeof subject === 'string' ? subject : undefined;
  }

  redeem(code: string, name: string): EnrolledDevice | undefined {
    const subject = this.invited(code);
    this.#store.delete(invitation(code));
    return subject === undefined ? undefined : this.enrol(subject, name);
  }

  enrol(subject: string, name: string): EnrolledDevice {
    const device = { id: randomBytes(12).toString('base64url'), subject, name, enrolledAt: Date.now() };
    this.#store.set(key(device), device);
    return device;
  }

  /** Oldest first. */
  of(subject: string): EnrolledDevice[] {
    // Only this class writes under the prefix.
    return Array.from(this.#store.startingWith(`device:${subject}:`), ([, value]) => value as EnrolledDevice);
  }

  find(subject: string, id: string): EnrolledDevice | undefined {
    return this.of(subject).find((device) => device.id === id);
  }

  /** Announces requests on this device, or with undefined no longer. */
  subscribe(device: EnrolledDevice, subscription: Subscription | undefined): void {
    const { subscription: _former, ...rest } = device;
    this.#store.set(key(device), subscription ? { ...rest, subscription } : rest);
  }

  remove(subject: string, id: string): void {
    this.#store.delete(key({ subject, id }));
  }
}

/** Everybody comes with a demo phone, which needs no enrolling; who has none is reached on enrolled devices only. */
export function hasDemoPhone({ persona }: Customer): boolean {
  return persona?.behaviour.does !== 'have no device';
}

function key({ subject, id }: Pick<EnrolledDevice, 'subject' | 'id'>): string {
  return `device:${subject}:${id}`;
}

function invitation(code: string): string {
  return `invitation:${createHash('sha256').update(code).digest('base64url')}`;
}
