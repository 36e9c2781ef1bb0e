import { StopPage } from '@/components/shell/stop-page';
import { say } from '@/messages/alarms';

export default function NoSuchAlarm() {
  return (
    <StopPage title={say.notFound.title}>
      <p>{say.notFound.advice}</p>
    </StopPage>
  );
}
