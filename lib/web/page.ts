import { headers } from 'next/headers';
import { forbidden, notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { say } from '@/messages/shell';
import type { Role, StaffActor } from '../actor';
import { can, type Permission } from '../auth/permissions';
import { isAppError, type Refusal } from '../errors';
import { server } from '../server';
import { AHEAD_HEADER } from './ahead';
import { PATH_HEADER } from './place';
import { refusalIn, refuse } from './refusals';
import { currentActor, hadSession } from './session';

/**
 * The signed-in person, for a page. Sends everybody else to sign in and back here, a person without
 * any role to the page that says whom to ask, and one without this permission to "not for your role".
 */
export async function requireStaff(permission?: Permission): Promise<StaffActor> {
  const actor = await currentActor();
  if (!actor) {
    const path = (await headers()).get(PATH_HEADER) ?? '/customers';
    const query = new URLSearchParams({
      callbackUrl: path,
      ...((await hadSession()) ? { reason: 'expired' } : {}),
    });
    redirect(`/sign-in?${query}`);
  }
  if (actor.roles.length === 0) {
    await refuseHere({ why: 'role' }, actor);
    redirect('/no-role');
  }
  if (permission && !can(actor, permission)) {
    await refuseHere({ why: 'role', attempt: permission }, actor);
    forbidden();
  }
  return actor;
}

/** Whether a page is asked for ahead of time, so that opening it turns to nobody yet. */
export async function isOpenedAhead(): Promise<boolean> {
  return (await headers()).get(AHEAD_HEADER) === 'true';
}

/** For a page that shows one thing: what does not exist is a 404, what is not yours a 403. */
export async function orNotFound<T>(verb: Promise<T>): Promise<T> {
  try {
    return await verb;
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal) await refuseHere(refusal, await currentActor());
    if (isAppError(error) && error.code === 'not_found') notFound();
    if (isAppError(error) && error.code === 'forbidden') forbidden();
    throw error;
  }
}

/** A page and the frame around it may both be refused: that was one try. */
const refusedHere = cache((): { done: boolean } => ({ done: false }));

async function refuseHere(refusal: Refusal, actor: StaffActor | undefined): Promise<void> {
  const once = refusedHere();
  if (once.done) return;
  once.done = true;
  const sent = await headers();
  refuse(await server(), refusal, { door: 'page', address: sent.get(PATH_HEADER), headers: sent, actor });
}

/** For a page that looks for customers: who searched too often reads when it goes on, in place of what they searched for. */
export async function unlessTooMany<T>(
  verb: Promise<T>,
): Promise<{ readonly value: T } | { readonly tooMany: string }> {
  try {
    return { value: await verb };
  } catch (error) {
    if (isAppError(error) && error.code === 'rate_limited') return { tooMany: error.message };
    throw error;
  }
}

export interface ShellInfo {
  readonly staffName: string;
  readonly staffId: string;
  readonly roles: readonly Role[];
  readonly sandboxUrl: string | null;
  /** How long nobody may use a session. */
  readonly idleSeconds: number;
  readonly nav: readonly { readonly label: string; readonly href: string }[];
}

/** What the frame around every page shows. */
export async function shellInfo(): Promise<ShellInfo> {
  const actor = await requireStaff();
  const { env } = await server();
  return {
    staffName: actor.name,
    roles: actor.roles,
    sandboxUrl: env.SANDBOX_URL ?? null,
    staffId: actor.subject,
    idleSeconds: env.STAFF_IDLE_SECONDS,
    nav: [
      { label: say.nav.customers, href: '/customers' },
      ...(can(actor, 'transfers.read') ? [{ label: say.nav.transfers, href: '/transfers' }] : []),
      ...(can(actor, 'alarms.read') ? [{ label: say.nav.alarms, href: '/alarms' }] : []),
      ...(can(actor, 'history.read') ? [{ label: say.nav.history, href: '/history' }] : []),
    ],
  };
}
