import { PlainPage } from '@/components/shell/plain-page';
import { StopPage } from '@/components/shell/stop-page';

export default function NotFound() {
  return (
    <PlainPage>
      <StopPage title="There is no such page">
        <p>The address may be mistyped, or from an older version of the desk.</p>
      </StopPage>
    </PlainPage>
  );
}
