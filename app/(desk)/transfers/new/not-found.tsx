import { StopPage } from '@/components/shell/stop-page';

export default function NothingToEnter() {
  return (
    <StopPage title="No such customer or transfer">
      <p>There is nobody at this address. The link may be old, or a character may be missing.</p>
      <p>A transfer begins at a customer: look them up and press “New transfer” there.</p>
    </StopPage>
  );
}
