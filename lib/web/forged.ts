import type { NextRequest } from 'next/server';
import { callerOf } from './caller';
import { refuse } from './refusals';
import { holder } from './running';
import { toldOrigins } from './same-origin';

/**
 * Records a post that goes no further than the proxy. The proxy is bundled apart and does not load the server a second
 * time: it takes the one this process runs, which has been started before anything is let in. Never fails.
 */
export async function recordForged(request: NextRequest, why: 'origin' | 'body'): Promise<void> {
  const deps = holder.countersign?.server;
  if (!deps) return;
  try {
    const { headers, nextUrl, cookies } = request;
    if (why === 'origin') {
      deps.log.warn(
        { ...toldOrigins(headers, deps.env.APP_URL), class: 'security' },
        'refused: sent by a page of another origin',
      );
    }
    const { kind, actor } = await callerOf(deps, cookies, headers);
    const by = { door: 'action', address: nextUrl.pathname, headers } as const;
    refuse(deps, { action: 'security.forged', why }, kind === 'live' ? { ...by, actor } : by);
  } catch (error) {
    deps.log.error({ err: error, class: 'security' }, 'a refusal could not be recorded');
  }
}
