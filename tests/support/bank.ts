/** The sandbox bank as seen by programs that play its customers. */
export interface BankCustomer {
  readonly id: string;
  readonly subject: string;
  readonly name: string;
}

/** The generated customers, who answer by hand. */
export async function customersByHand(sandboxUrl: string, directoryToken: string): Promise<BankCustomer[]> {
  const response = await fetch(`${sandboxUrl}/directory/customers`, {
    headers: { authorization: `Bearer ${directoryToken}` },
  });
  const all = (await response.json()) as BankCustomer[]; // our own sandbox's answer
  return all.filter(({ id }) => id.startsWith('C-2'));
}

export interface Phone {
  /** Answers the customer's one pending request; waits for it if need be. */
  answer(approved: boolean): Promise<void>;
}

/** A customer's phone without its screen. */
export async function phoneOf(sandboxUrl: string, customer: string): Promise<Phone> {
  const call = async (path: string, init: RequestInit = {}, token?: string) => {
    const response = await fetch(`${sandboxUrl}/phone/api/${path}`, {
      ...init,
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    });
    if (!response.ok) throw new Error(`phone: ${path} answered ${response.status}`);
    return response.json();
  };
  const { token } = (await call('sign-in', { method: 'POST', body: JSON.stringify({ customer }) })) as {
    token: string;
  };
  return {
    async answer(approved) {
      for (;;) {
        const { requests } = (await call('requests', {}, token)) as {
          requests: { requestId: string; status: string }[];
        };
        const pending = requests.find(({ status }) => status === 'pending');
        if (pending) {
          const body = JSON.stringify({ requestId: pending.requestId, approved });
          await call('respond', { method: 'POST', body }, token);
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
  };
}
