import { StopPage } from '@/components/shell/stop-page';

export default function NoSuchAlarm() {
  return (
    <StopPage title="No such alarm">
      <p>There is no alarm at this address. Look for it among the alarms.</p>
    </StopPage>
  );
}
