import { say } from '@/messages/shell';
import { StopPage } from './stop-page';

export function NotYourRole() {
  return (
    <StopPage title={say.notYourRole.title}>
      <p>{say.notYourRole.advice}</p>
    </StopPage>
  );
}
