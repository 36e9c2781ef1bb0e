import { StopPage } from '@/components/shell/stop-page';
import { say } from '@/messages/transfers/form';

export default function NothingToEnter() {
  return (
    <StopPage title={say.notFound.title}>
      <p>{say.notFound.what}</p>
      <p>{say.noCustomer.how}</p>
    </StopPage>
  );
}
