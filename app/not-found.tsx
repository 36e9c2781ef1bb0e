import { PlainPage } from '@/components/shell/plain-page';
import { StopPage } from '@/components/shell/stop-page';
import { say } from '@/messages/shell';

export default function NotFound() {
  return (
    <PlainPage>
      <StopPage title={say.noSuchPage.title}>
        <p>{say.noSuchPage.advice}</p>
      </StopPage>
    </PlainPage>
  );
}
