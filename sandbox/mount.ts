import type { EventEmitter } from 'node:events';
import { TLSSocket } from 'node:tls';
import type Provider from 'oidc-provider';
import type { Mount } from './http/router';

/** A provider under its issuer's path. */
export function mount(
  prefix: string,
  provider: Provider,
  tlsOrigin: string | undefined,
  onError: (where: string, error: unknown) => void,
): Mount {
  provider.on('server_error', (ctx, error) => onError(`${ctx.method} ${prefix}${ctx.path}`, error));
  // Without a listener Koa prints the stack. The event is Koa's, so oidc-provider's types do not list it.
  (provider as EventEmitter).on('error', (error: unknown) => onError(prefix, error));
  const { host } = new URL(provider.issuer);
  const tlsHost = tlsOrigin ? new URL(tlsOrigin).host : host;
  const handle = provider.callback();
  return {
    prefix,
    handle: async (req, res) => {
      // The provider builds its addresses from these two. They are the issuer's, whatever name the request used.
      Object.assign(req, { baseUrl: prefix });
      req.headers.host = req.socket instanceof TLSSocket ? tlsHost : host;
      await handle(req, res);
    },
  };
}
