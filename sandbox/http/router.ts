import type { IncomingMessage, ServerResponse } from 'node:http';
import { say } from '../messages/en/bank';
import { type Exchange, Refusal } from './exchange';
import { sendJson } from './reply';

export interface Route {
  readonly method: 'GET' | 'POST';
  /** Segments starting with a colon match anything: /staff/interaction/:uid */
  readonly path: string;
  readonly handle: (exchange: Exchange) => void | Promise<void>;
}

export interface Mount {
  readonly prefix: string;
  readonly handle: (req: IncomingMessage, res: ServerResponse) => Promise<void>;
}

const OWN_HOSTS = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

type Listener = (req: IncomingMessage, res: ServerResponse) => void;

/** Routes first, then mounts, then 404. Whatever is thrown becomes an answer without a stack. */
export function createListener(
  routes: readonly Route[],
  mounts: readonly Mount[],
  onError: (where: string, error: unknown) => void,
): Listener {
  const serve = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    // A page elsewhere could have its own name lead to this machine and then speak as if it were the bank's.
    if (!OWN_HOSTS.test(req.headers.host ?? ''))
      throw new Refusal(421, 'misdirected', 'this bank is on this machine only');
    const { pathname, search } = split(req.url ?? '/');
    const matches = routes.flatMap((route) => {
      const params = match(route.path, pathname);
      return params ? [{ route, params }] : [];
    });
    if (matches.length === 0) {
      const mount = mounts.find(({ prefix }) => pathname.startsWith(`${prefix}/`));
      if (!mount) throw new Refusal(404, 'not_found', 'there is nothing here');
      req.url = pathname.slice(mount.prefix.length) + search;
      return mount.handle(req, res);
    }
    const method = req.method === 'HEAD' ? 'GET' : req.method;
    const found = matches.find(({ route }) => route.method === method);
    if (!found) {
      throw new Refusal(405, 'method_not_allowed', 'this is not a way to use this address', {
        allow: matches.map(({ route }) => route.method).join(', '),
      });
    }
    await found.route.handle({ req, res, query: new URLSearchParams(search), params: found.params });
  };

  return (req, res) => {
    serve(req, res).catch((error: unknown) => {
      if (!(error instanceof Refusal)) onError(`${req.method} ${split(req.url ?? '/').pathname}`, error);
      if (res.headersSent) {
        res.destroy();
      } else if (error instanceof Refusal) {
        sendJson(res, error.status, { error: error.code, error_description: error.message }, error.headers);
      } else {
        sendJson(res, 500, { error: 'server_error', error_description: say.wentWrong });
      }
    });
  };
}

function split(url: string): { pathname: string; search: string } {
  const mark = url.indexOf('?');
  return mark < 0 ? { pathname: url, search: '' } : { pathname: url.slice(0, mark), search: url.slice(mark) };
}

function match(pattern: string, pathname: string): Record<string, string> | undefined {
  const expected = pattern.split('/');
  const actual = pathname.split('/');
  if (expected.length !== actual.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of expected.entries()) {
    const value = actual[index] ?? '';
    if (segment.startsWith(':') && value) params[segment.slice(1)] = value;
    else if (segment !== value) return undefined;
  }
  return params;
}
