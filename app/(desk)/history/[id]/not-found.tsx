import { StopPage } from '@/components/shell/stop-page';

export default function NoSuchVerification() {
  return (
    <StopPage title="No such verification">
      <p>There is no verification at this address. Look for it in the history.</p>
    </StopPage>
  );
}
