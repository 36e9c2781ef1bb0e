import { StopPage } from '@/components/shell/stop-page';
import { say } from '@/messages/transfers/receipt';

export default function NoReceipt() {
  return (
    <StopPage title={say.notFound.title}>
      <p>{say.notFound.what}</p>
    </StopPage>
  );
}
