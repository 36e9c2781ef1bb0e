import { randomBytes } from 'node:crypto';
import { type CertificateAndKey, type CertificateAuthority, selfSignedClient } from '../certificates';
import { newKey } from './keys';
import type {
  ClientAuth,
  ClientOptions,
  ClientRegistration,
  Delivery,
  ProviderKind,
} from './provider-double';

type Offer = Pick<ProviderKind, 'name' | 'clientAuths' | 'deliveries' | 'signedRequests'>;

/** The clients a provider knows. */
export class ClientRegistry {
  readonly #made = new Map<string, Promise<ClientRegistration>>();
  readonly #known = new Map<string, ClientRegistration>();
  readonly #offer: Offer;
  readonly #authority: CertificateAuthority;

  constructor(offer: Offer, authority: CertificateAuthority) {
    this.#offer = offer;
    this.#authority = authority;
  }

  get all(): readonly ClientRegistration[] {
    return [...this.#known.values()];
  }

  find(clientId: string): ClientRegistration | undefined {
    return this.#known.get(clientId);
  }

  /** @throws for what the real provider does not offer, so that no test passes on a fantasy */
  register(auth: ClientAuth, delivery: Delivery, options: ClientOptions): Promise<ClientRegistration> {
    const { name, clientAuths, deliveries } = this.#offer;
    if (!clientAuths.includes(auth)) throw new Error(`${name} has no ${auth}`);
    if (!deliveries.includes(delivery)) throw new Error(`${name} does not ${delivery}`);
    const question = JSON.stringify([auth, delivery, options]);
    const made = this.#made.get(question) ?? this.#make(auth, delivery, options);
    this.#made.set(question, made);
    return made;
  }

  async #make(auth: ClientAuth, delivery: Delivery, options: ClientOptions): Promise<ClientRegistration> {
    const { idTokenAlg = 'RS256', keyAlg = 'ES256', notificationEndpoint } = options;
    const clientId = `desk-${randomBytes(6).toString('hex')}`;
    const certificate = await this.#certificate(auth, clientId, options);
    const made: ClientRegistration = {
      clientId,
      auth,
      delivery,
      ...(auth.startsWith('client_secret') ? { clientSecret: newSecret() } : {}),
      key: await newKey(keyAlg),
      ...(certificate ? { certificate } : {}),
      ca: this.#authority.cert,
      idTokenAlg,
      ...(options.encryptIdToken ? { idTokenKey: await newKey('RSA-OAEP-256') } : {}),
      signedRequests: options.signedRequests ?? (this.#offer.signedRequests ? 'accepted' : 'refused'),
      ...(notificationEndpoint ? { notificationEndpoint } : {}),
      userCode: options.userCode ?? false,
    };
    this.#known.set(clientId, made);
    return made;
  }

  async #certificate(
    auth: ClientAuth,
    clientId: string,
    { certificate }: ClientOptions,
  ): Promise<CertificateAndKey | undefined> {
    if (certificate) return certificate;
    const subject = `CN=${clientId},O=Countersign`;
    if (auth === 'tls_client_auth') return this.#authority.issueClient(subject);
    if (auth === 'self_signed_tls_client_auth') return selfSignedClient(subject);
    return undefined;
  }
}

/** With the characters that show whether client_secret_basic was form-encoded (RFC 6749, 2.3.1). */
function newSecret(): string {
  return `${randomBytes(32).toString('base64')}:%+&`;
}
