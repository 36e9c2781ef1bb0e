import { StopPage } from '@/components/shell/stop-page';
import { say } from '@/messages/history/reports';

export default function NoSuchReport() {
  return (
    <StopPage title={say.notFound.title}>
      <p>{say.notFound.text}</p>
    </StopPage>
  );
}
