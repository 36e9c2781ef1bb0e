import { createHash } from 'node:crypto';
import type OidcProvider from 'oidc-provider';
import type { BackchannelAuthenticationRequest, KoaContextWithOIDC } from 'oidc-provider';
import { errors, Provider } from '../oidc';
import { isPush } from './clients';

/** Two polls sent exactly one interval apart may arrive a little closer. */
const TOLERANCE_MS = 100;

/**
 * CIBA Core 7.3 and 11: the acknowledgement tells the polling interval, and who polls faster hears `slow_down`.
 * oidc-provider does neither. A poll that came too early starts the interval anew.
 *
 * @param interval seconds
 */
export function enforceInterval(provider: OidcProvider, interval: number): void {
  provider.use(async (ctx, next) => {
    await next();
    // Inside a provider every routed context carries `oidc`; others have none, hence the question mark.
    const { oidc } = ctx as unknown as Partial<KoaContextWithOIDC>;
    if (
      oidc?.route === 'backchannel_authentication' &&
      ctx.status === 200 &&
      oidc.client &&
      !isPush(oidc.client)
    ) {
      ctx.body = { ...(ctx.body as object), interval };
    }
  });

  const tooEarly = paceKeeper(interval * 1000 - TOLERANCE_MS);
  const requests = provider.BackchannelAuthenticationRequest;
  // The declared type hangs on a generic `this`, which bind cannot keep.
  const find = requests.find.bind(requests) as Find;
  // The token endpoint looks the request up after it has authenticated the client and before it consumes anything:
  // the one place where a hasty poll can still be turned away at no cost.
  const findAtLeisure: Find = async (id, options) => {
    const request = await find(id, options);
    const { oidc } = Provider.ctx ?? {};
    const isPoll = oidc?.route === 'token' && oidc.client?.clientId === request?.clientId;
    if (request?.isValid && isPoll && tooEarly(id)) throw new errors.SlowDown();
    return request;
  };
  Object.assign(requests, { find: findAtLeisure });
}

type Find = (
  id: string,
  options?: { ignoreExpiration?: boolean },
) => Promise<BackchannelAuthenticationRequest | undefined>;

/** Remembers when each id was last seen. The ids are kept as digests: they are secrets. */
function paceKeeper(gapMs: number): (id: string) => boolean {
  const lastSeen = new Map<string, number>();
  return (id) => {
    const key = createHash('sha256').update(id).digest('base64url');
    const now = performance.now();
    const before = lastSeen.get(key);
    lastSeen.delete(key);
    lastSeen.set(key, now);
    // Insertion order is order of age.
    for (const [oldest, seen] of lastSeen) {
      if (now - seen <= gapMs) break;
      lastSeen.delete(oldest);
    }
    return before !== undefined && now - before < gapMs;
  };
}
