import * as oauth from 'oauth4webapi';
import { dpopHandle } from './dpop';
import { isLoopback } from './loopback';
import type { TokenSet } from './outcome';
import type { Transport } from './transport';

/** Calls protected APIs with the tokens of a verification. */
export interface ResourceClient {
  /**
   * Presents the access token as it was issued: as a bearer token (RFC 6750), over mutual TLS when our transport
   * has a certificate (RFC 8705, 3), or with a proof of possession (RFC 9449, 7), once more if the API asks for
   * its nonce in it. Answers of any status are answers.
   *
   * @throws what the transport throws
   */
  request(
    tokens: TokenSet,
    method: string,
    url: URL,
    options?: {
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
      readonly signal?: AbortSignal;
    },
  ): Promise<Response>;
}

export function createResourceClient(transport: Transport): ResourceClient {
  return {
    async request(tokens, method, url, { headers, body, signal } = {}) {
      const handle = tokens.dpopKey ? await dpopHandle(tokens.dpopKey) : undefined;
      const once = () =>
        oauth.protectedResourceRequest(tokens.accessToken, method, url, new Headers(headers), body, {
          [oauth.customFetch]: (target, init) => transport(target, init),
          [oauth.allowInsecureRequests]: isLoopback(url),
          ...(handle ? { DPoP: handle } : {}),
          ...(signal ? { signal } : {}),
        });
      try {
        return await once().catch((error: unknown) => {
          if (handle && oauth.isDPoPNonceError(error)) return once();
          throw error;
        });
      } catch (error) {
        // To the library a challenge is an error; to the caller it is an answer with a status.
        if (error instanceof oauth.WWWAuthenticateChallengeError) return error.response;
        throw error;
      }
    },
  };
}
