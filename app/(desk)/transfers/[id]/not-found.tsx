import { StopPage } from '@/components/shell/stop-page';

export default function NoSuchTransfer() {
  return (
    <StopPage title="No such transfer">
      <p>
        There is no transfer of yours at this address. The link may be old, or a character may be missing.
      </p>
      <p>Tellers see the transfers they entered; supervisors see everybody’s.</p>
    </StopPage>
  );
}
