import { StopPage } from '@/components/shell/stop-page';
import { say } from '@/messages/customers';

export default function NoSuchCustomer() {
  return (
    <StopPage title={say.notFound.title}>
      <p>{say.notFound.why}</p>
      <p>{say.notFound.next}</p>
    </StopPage>
  );
}
