import { NotYourRole } from '@/components/shell/not-your-role';
import { PlainPage } from '@/components/shell/plain-page';

export default function Forbidden() {
  return (
    <PlainPage>
      <NotYourRole />
    </PlainPage>
  );
}
