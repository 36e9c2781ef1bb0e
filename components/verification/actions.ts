import type { VerificationView } from '@/lib/verification/view';
import type { Result } from '@/lib/web/view';

/** What the desk asks of the server. The page hands these in, so that components know no routes. */
export interface DeskActions {
  readonly requestVerification: (
    customerId: string,
    userCode: string,
    callReference: string,
  ) => Promise<Result<{ verification: VerificationView; existing: boolean }>>;
  readonly cancelVerification: (verificationId: string) => Promise<Result<VerificationView>>;
  readonly endCall: (verificationId: string) => Promise<Result<VerificationView>>;
  readonly enterCustomer: (customerId: string) => Promise<Result<null>>;
}
