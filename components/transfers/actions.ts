import type { AlarmView } from '@/lib/alarms/view';
import type { TransferView } from '@/lib/transfers/view';
import type { VerificationView } from '@/lib/verification/view';
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
  /** About the customer's last request. @param reason in the person's words */
  readonly reportNotCustomer: (verificationId: string, reason: string) => Promise<Result<VerificationView>>;
  /** @param answer one of `denialAnswers` */
  readonly explainDenial: (verificationId: string, answer: string) => Promise<Result<VerificationView>>;
  /** Null for those who never lift one. */
  readonly liftAlarm: ((alarmId: string, reason: string) => Promise<Result<AlarmView>>) | null;
  /** @param bankReference '' when the bank did not execute it */
  readonly reconcileTransfer: (id: string, bankReference: string) => Answer;
}

/** @param version the one that was read aloud */
export type SubmitTransfer = (id: string, version: string, callReference: string) => Answer;
