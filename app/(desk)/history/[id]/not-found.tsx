import { StopPage } from '@/components/shell/stop-page';
import { say } from '@/messages/history/entry';

export default function NoSuchVerification() {
  return (
    <StopPage title={say.notFound.title}>
      <p>{say.notFound.text}</p>
    </StopPage>
  );
}
