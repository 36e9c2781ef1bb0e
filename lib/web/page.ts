import { headers } from 'next/headers';
import { forbidden, notFound, redirect } from 'next/navigation';
import type { Role, StaffActor } from '../actor';
import { can, type Permission } from '../auth/permissions';
import { isAppError } from '../errors';
import { server } from '../server';
import { currentActor, hadSession } from './session';

/** Set by the proxy, because a page does not know its own address. */
const PATH_HEADER = 'x-countersign-path';

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
  if (actor.roles.length === 0) redirect('/no-role');
  if (permission && !can(actor, permission)) forbidden();
  return actor;
}

/** For a page that shows one thing: what does not exist is a 404, what is not yours a 403. */
export async function orNotFound<T>(verb: Promise<T>): Promise<T> {
  try {
    return await verb;
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') notFound();
    if (isAppError(error) && error.code === 'forbidden') forbidden();
    throw error;
  }
}

export interface ShellInfo {
  readonly staffName: string;
  readonly roles: readonly Role[];
  readonly sandboxUrl: string | null;
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
    nav: [
      { label: 'Customers', href: '/customers' },
      ...(can(actor, 'transfers.read') ? [{ label: 'Transfers', href: '/transfers' }] : []),
      ...(can(actor, 'alarms.read') ? [{ label: 'Alarms', href: '/alarms' }] : []),
      ...(can(actor, 'history.read') ? [{ label: 'History', href: '/history' }] : []),
    ],
  };
}
