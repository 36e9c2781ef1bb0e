import type { Customer } from './bank/customer';

/** Tells a customer that their phone has a question for them. */
export interface Notifier {
  notify(notice: Notice): Promise<void>;
}

export interface Notice {
  readonly customer: Customer;
  /** The phone's own name for the question. */
  readonly requestId: string;
  readonly bindingMessage: string | undefined;
  /** What exactly is asked for, in plain words. */
  readonly details: readonly string[];
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  /** Opens the phone, already signed in. */
  readonly link: string;
}

/** A way to reach some customers. */
export interface Channel {
  /** @returns whether this customer was told */
  tell(notice: Notice): Promise<boolean>;
}

/** Tells each customer through the channels that are theirs; through `otherwise` when none of them did. */
export function notifyThrough(
  channels: readonly Channel[],
  otherwise: Notifier,
  onError: (where: string, error: unknown) => void,
): Notifier {
  return {
    notify: async (notice) => {
      const told = await Promise.all(
        channels.map((channel) =>
          channel.tell(notice).catch((error: unknown) => {
            onError('the notifier', error);
            return false;
          }),
        ),
      );
      if (!told.includes(true)) await otherwise.notify(notice);
    },
  };
}
