import type { AlarmView } from '@/lib/alarms/view';
import type { VerificationView } from '@/lib/verification/view';
import type { Result } from '@/lib/web/view';

/** What the desk asks of the server. The page hands these in, so that components know no routes. */
export interface DeskActions {
  readonly requestVerification: (
    customerId: string,
    /** The newest verification of theirs by this person that the page knows of, '' for none. */
    seen: string,
    userCode: string,
    callReference: string,
  ) => Promise<Result<{ verification: VerificationView; existing: boolean }>>;
  readonly cancelVerification: (verificationId: string) => Promise<Result<VerificationView>>;
  readonly endCall: (verificationId: string) => Promise<Result<VerificationView>>;
  /** Null for those who may not take a call from a colleague. */
  readonly releaseCall: ((verificationId: string) => Promise<Result<VerificationView>>) | null;
  /** @param reason in the agent's words */
  readonly reportNotCustomer: (verificationId: string, reason: string) => Promise<Result<VerificationView>>;
  /** @param answer one of `denialAnswers` */
  readonly explainDenial: (verificationId: string, answer: string) => Promise<Result<VerificationView>>;
  /** Null for those who never lift one. */
  readonly liftAlarm: ((alarmId: string, reason: string) => Promise<Result<AlarmView>>) | null;
  /** Null for those who have to ask a supervisor. */
  readonly allowOneMore: ((customerId: string, reason: string) => Promise<Result<null>>) | null;
}
