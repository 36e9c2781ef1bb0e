import { ChevronIcon } from './icons';
import { fieldControl, LabelledField } from './labelled-field';

interface Props {
  id: string;
  name: string;
  label: string;
  /** What it says while it does not narrow. */
  any: string;
  value: string | null;
  options: readonly (readonly [value: string, label: string])[];
}

/** One of some, in a form that needs no program in the browser. */
export function SelectField({ id, name, label, any, value, options }: Props) {
  // What the address asks for stays chosen, even when the list does not know it: the next press must not lose it.
  const unknown = value !== null && !options.some(([each]) => each === value);
  return (
    <LabelledField id={id} label={label}>
      <div className="relative">
        <select
          id={id}
          name={name}
          defaultValue={value ?? ''}
          className={`${fieldControl} appearance-none pr-9`}
        >
          <option value="">{any}</option>
          {unknown ? <option value={value}>{value}</option> : null}
          {options.map(([each, label]) => (
            <option key={each} value={each}>
              {label}
            </option>
          ))}
        </select>
        <ChevronIcon className="pointer-events-none absolute top-1/2 right-3 size-4.5 -translate-y-1/2 text-ink-soft" />
      </div>
    </LabelledField>
  );
}
