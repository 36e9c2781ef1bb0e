import type { TransferView } from '@/lib/transfers/view';
import type { Result } from '@/lib/web/view';

type Answer = Promise<Result<TransferView>>;

/** What a transfer's page asks of the server. The page hands these in, so that components know no routes. */
export interface TransferActions {
  readonly askCustomer: (id: string, userCode: string, callReference: string) => Answer;
  readonly cancelAsking: (id: string) => Answer;
  readonly agreeToTransfer: (id: string, hash: string) => Answer;
  readonly refuseTransfer: (id: string) => Answer;
  readonly cancelTransfer: (id: string) => Answer;
  readonly reopenTransfer: (id: string) => Answer;
  readonly startAgain: (id: string) => Answer;
  /** @param bankReference '' when the bank did not execute it */
  readonly reconcileTransfer: (id: string, bankReference: string) => Answer;
}

/** @param version the one that was read aloud */
export type SubmitTransfer = (id: string, version: string, callReference: string) => Answer;
