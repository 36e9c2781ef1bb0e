import { StopPage } from '@/components/shell/stop-page';

export default function NoReceipt() {
  return (
    <StopPage title="No receipt">
      <p>There is a receipt only for a transfer that the bank has executed, and only for who may see it.</p>
    </StopPage>
  );
}
