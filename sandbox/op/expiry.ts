import type Provider from 'oidc-provider';
import { errors } from '../oidc';
import { isPush } from './clients';
import type { Prompt } from './prompt';

/** Clients that are pushed to cannot ask, so they are told when nobody answered in time (CIBA Core 12). */
export interface ExpiryWatch {
  watch(prompt: Pick<Prompt, 'authReqId' | 'expiresAt'>): void;
  close(): void;
}

export function createExpiryWatch(
  provider: Provider,
  onError: (where: string, error: unknown) => void,
): ExpiryWatch {
  const timers = new Set<NodeJS.Timeout>();

  const expire = async (authReqId: string): Promise<void> => {
    const request = await provider.BackchannelAuthenticationRequest.find(authReqId, {
      ignoreExpiration: true,
    });
    if (!request || request.consumed || request.grantId || request.error) return;
    const client = await provider.Client.find(request.clientId ?? '');
    if (!client || !isPush(client)) return;
    request.errorDescription = 'the customer did not answer in time';
    await provider.backchannelResult(request, new errors.ExpiredToken());
  };

  return {
    watch({ authReqId, expiresAt }) {
      const timer = setTimeout(
        () => {
          timers.delete(timer);
          expire(authReqId).catch((error: unknown) => onError('an expiry', error));
        },
        Math.max(0, expiresAt - Date.now()),
      );
      timers.add(timer);
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
