import type { SensitiveData } from '@/lib/customers/view';
import { say } from '@/messages/customers';
import { dateText } from '../time/format';
import { CopyButton } from '../ui/copy-button';
import { Panel } from './panel';

export function Personal({ personal }: { personal: SensitiveData['personal'] }) {
  const { street, postalCode, city, country } = personal.address;
  return (
    <Panel area="personal">
      {personal.securityNote ? (
        <p className="border-rule border-b bg-seal-wash px-4 py-2.5">
          <span className="block text-ink-soft text-xs">{say.data.securityNote}</span>
          {personal.securityNote}
        </p>
      ) : null}
      <dl>
        <Field
          {...say.data.details.dateOfBirth}
          value={personal.dateOfBirth && dateText(personal.dateOfBirth)}
          copy={personal.dateOfBirth}
        />
        <Field {...say.data.details.taxNumber} value={personal.taxId} figures />
        <Field
          {...say.data.details.address}
          value={joined(', ', street, joined(' ', postalCode, city), country)}
        />
        <Field {...say.data.details.phone} value={personal.phone} figures />
        <Field {...say.data.details.email} value={personal.email} />
      </dl>
    </Panel>
  );
}

/** The parts that are there, null when none is. */
function joined(by: string, ...parts: (string | null)[]): string | null {
  return parts.filter(Boolean).join(by) || null;
}

interface FieldProps {
  label: string;
  /** The label within a sentence. */
  copied: string;
  value: string | null;
  copy?: string | null;
  figures?: boolean;
}

function Field({ label, copied, value, copy = value, figures = false }: FieldProps) {
  return (
    <div className="flex min-h-11 items-center gap-3 border-rule py-1.5 pr-2.5 pl-4 not-last:border-b">
      <dt className="w-24 shrink-0 text-ink-soft text-sm">{label}</dt>
      <dd className="flex min-w-0 flex-1 items-center justify-between gap-2">
        {value && copy ? (
          <>
            <span className={`wrap-anywhere ${figures ? 'figures' : ''}`}>{value}</span>
            <CopyButton text={copy} what={copied} />
          </>
        ) : (
          <span className="text-ink-soft">{say.data.notGiven}</span>
        )}
      </dd>
    </div>
  );
}
