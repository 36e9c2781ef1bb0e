import { StopPage } from '@/components/shell/stop-page';

export default function NoSuchCustomer() {
  return (
    <StopPage title="No such customer">
      <p>There is no customer at this address. The link may be old, or a character may be missing.</p>
      <p>Search by name, phone, e-mail or customer number instead.</p>
    </StopPage>
  );
}
