import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';
import type { Store } from './store';

/** What `revokeByGrantId` has to find. */
const GRANTABLE = new Set([
  'AccessToken',
  'AuthorizationCode',
  'RefreshToken',
  'BackchannelAuthenticationRequest',
]);

/** How long an expired request is still known, so that a late poll hears `expired_token` and not `invalid_grant`. */
const AFTERLIFE_SECONDS: Readonly<Record<string, number>> = { BackchannelAuthenticationRequest: 600 };

/** oidc-provider's storage port over our file. `realm` keeps the bank's two providers apart. */
export function oidcAdapter(store: Store, realm: string): AdapterFactory {
  return (model) => new StoreAdapter(store, realm, model);
}

class StoreAdapter implements Adapter {
  readonly #store: Store;
  readonly #realm: string;
  readonly #model: string;

  constructor(store: Store, realm: string, model: string) {
    this.#store = store;
    this.#realm = realm;
    this.#model = model;
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const lifetime = expiresIn === undefined ? undefined : expiresIn + (AFTERLIFE_SECONDS[this.#model] ?? 0);
    const expiresAt = lifetime === undefined ? undefined : Date.now() + lifetime * 1000;
    this.#store.set(this.#key(id), payload, expiresAt);
    if (payload.uid) this.#store.set(this.#uidKey(payload.uid), id, expiresAt);
    if (payload.grantId && GRANTABLE.has(this.#model)) {
      this.#store.set(this.#grantKey(payload.grantId, id), id, expiresAt);
    }
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    // Only upsert writes under this key.
    return this.#store.get(this.#key(id)) as AdapterPayload | undefined;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const id = this.#store.get(this.#uidKey(uid));
    return typeof id === 'string' ? this.find(id) : undefined;
  }

  /** Belongs to the device flow, which the bank does not offer. */
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  async consume(id: string): Promise<void> {
    const payload = await this.find(id);
    const now = Math.floor(Date.now() / 1000);
    if (payload)
      await this.upsert(id, { ...payload, consumed: now }, Math.max(0, (payload.exp ?? now) - now));
  }

  async destroy(id: string): Promise<void> {
    const payload = await this.find(id);
    if (payload?.uid) this.#store.delete(this.#uidKey(payload.uid));
    if (payload?.grantId) this.#store.delete(this.#grantKey(payload.grantId, id));
    this.#store.delete(this.#key(id));
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, id] of [...this.#store.startingWith(this.#grantKey(grantId, ''))]) {
      if (typeof id === 'string') this.#store.delete(this.#key(id));
      this.#store.delete(key);
    }
  }

  #key(id: string): string {
    return `${this.#realm}:${this.#model}:${id}`;
  }

  #uidKey(uid: string): string {
    return `${this.#realm}:${this.#model}-uid:${uid}`;
  }

  #grantKey(grantId: string, id: string): string {
    return `${this.#realm}:${this.#model}-of-grant:${grantId}:${id}`;
  }
}
