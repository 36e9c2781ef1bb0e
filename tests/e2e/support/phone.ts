import { expect } from '@playwright/test';

interface PhoneRequest {
  readonly requestId: string;
  readonly bindingMessage: string;
  readonly status: 'pending' | 'approved' | 'denied' | 'not_me' | 'expired';
}

/** A customer's phone, worked through its interface for programs. */
export class Phone {
  readonly #sandboxUrl: string;
  readonly #token: string;

  private constructor(sandboxUrl: string, token: string) {
    this.#sandboxUrl = sandboxUrl;
    this.#token = token;
  }

  /** @param number or a persona's key */
  static async of(number: string, sandboxUrl = process.env.SANDBOX_URL ?? ''): Promise<Phone> {
    const response = await fetch(`${sandboxUrl}/phone/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ customer: number }),
    });
    expect(response.status, `sign-in to the phone of ${number}`).toBe(200);
    const { token } = (await response.json()) as { token: string };
    return new Phone(sandboxUrl, token);
  }

  /** Newest first. */
  async requests(): Promise<PhoneRequest[]> {
    const response = await fetch(`${this.#sandboxUrl}/phone/api/requests`, { headers: this.#headers() });
    const { requests } = (await response.json()) as { requests: PhoneRequest[] };
    return requests;
  }

  /** Waits for the request that asks for an answer now. */
  async pending(): Promise<PhoneRequest> {
    let found: PhoneRequest | undefined;
    await expect(async () => {
      found = (await this.requests()).find(({ status }) => status === 'pending');
      expect(found, 'a request waiting on the phone').toBeDefined();
    }).toPass({ timeout: 10_000, intervals: [100] });
    return found as PhoneRequest; // defined, or toPass had thrown
  }

  async answer(answer: 'Approve' | 'Deny' | "I'm not on a call"): Promise<void> {
    const { requestId } = await this.pending();
    const response = await fetch(`${this.#sandboxUrl}/phone/api/respond`, {
      method: 'POST',
      headers: { ...this.#headers(), 'content-type': 'application/json' },
      body: JSON.stringify({
        requestId,
        approved: answer === 'Approve',
        ...(answer === "I'm not on a call" ? { reason: 'not_me' } : {}),
      }),
    });
    expect(response.status, `the bank's reaction to ${answer}`).toBe(200);
  }

  #headers(): Record<string, string> {
    return { authorization: `Bearer ${this.#token}` };
  }
}
