import { StopPage } from '@/components/shell/stop-page';
import { say } from '@/messages/transfers/transfer';

const { title, what, whose } = say.notFound;

export default function NoSuchTransfer() {
  return (
    <StopPage title={title}>
      <p>{what}</p>
      <p>{whose}</p>
    </StopPage>
  );
}
