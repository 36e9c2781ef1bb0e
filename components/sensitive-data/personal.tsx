import type { SensitiveData } from '@/lib/customers/view';
import { dateText } from '../time/format';
import { CopyButton } from '../ui/copy-button';
import { Panel } from './panel';

export function Personal({ personal }: { personal: SensitiveData['personal'] }) {
  const { street, postalCode, city, country } = personal.address;
  return (
    <Panel area="personal">
      {personal.securityNote ? (
        <p className="border-rule border-b bg-seal-wash px-4 py-2.5">
          <span className="block text-ink-soft text-xs">Security note</span>
          {personal.securityNote}
        </p>
      ) : null}
      <dl>
        <Field
          label="Date of birth"
          value={personal.dateOfBirth && dateText(personal.dateOfBirth)}
          copy={personal.dateOfBirth}
        />
        <Field label="Tax number" value={personal.taxId} figures />
        <Field label="Address" value={joined(', ', street, joined(' ', postalCode, city), country)} />
        <Field label="Phone" value={personal.phone} figures />
        <Field label="E-mail" value={personal.email} />
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
  value: string | null;
  copy?: string | null;
  figures?: boolean;
}

function Field({ label, value, copy = value, figures = false }: FieldProps) {
  return (
    <div className="flex min-h-11 items-center gap-3 border-rule py-1.5 pr-2.5 pl-4 not-last:border-b">
      <dt className="w-24 shrink-0 text-ink-soft text-sm">{label}</dt>
      <dd className="flex min-w-0 flex-1 items-center justify-between gap-2">
        {value && copy ? (
          <>
            <span className={`wrap-anywhere ${figures ? 'figures' : ''}`}>{value}</span>
            <CopyButton text={copy} what={label.toLowerCase()} />
          </>
        ) : (
          <span className="text-ink-soft">Not given</span>
        )}
      </dd>
    </div>
  );
}
