import { StopPage } from '@/components/shell/stop-page';

export default function NoSuchReport() {
  return (
    <StopPage title="No such report">
      <p>There is no report at this address. Look for it among the reports in the history.</p>
    </StopPage>
  );
}
