import { type IncomingMessage, Server, type ServerResponse } from 'node:http';
import { limitRequest } from './request-limits';

/**
 * What holds for every request to this process, before Next.js or a library sees it.
 *
 * @param appUrl the desk's own address
 */
export function guardEveryRequest(appUrl: string): void {
  const isSecure = appUrl.startsWith('https:');
  const emit = Server.prototype.emit;
  Server.prototype.emit = function (this: Server, ...args: [string, ...unknown[]]): boolean {
    if (args[0] === 'request') {
      // As 'request' is documented.
      const [, request, response] = args as unknown as [string, IncomingMessage, ServerResponse];
      // Over plain HTTP nobody may be told (RFC 6797, 7.2).
      if (isSecure) response.setHeader('strict-transport-security', 'max-age=63072000; includeSubDomains');
      if (!limitRequest(request, response)) return true;
    }
    return Reflect.apply(emit, this, args) as boolean;
  };
}
