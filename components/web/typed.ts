const KEPT = 'countersign-typed';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

interface Kept {
  readonly path: string;
  /** Whose page it was: what one person typed is not shown to the next. */
  readonly staff: string | undefined;
  readonly values: readonly (readonly [id: string, value: string])[];
}

/** What is kept nowhere, not even for a moment. */
const SECRET = '[type="password"], [data-unkept]';

/** Keeps what was typed, until the page is there again. */
export function keepTyped(): void {
  const values = fields().flatMap((field): [string, string][] =>
    field.id && !field.matches(SECRET) && field.value !== '' ? [[field.id, field.value]] : [],
  );
  const kept: Kept = { path: location.pathname + location.search, staff: staffHere(), values };
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(kept));
  } catch {
    // A browser may keep nothing. Who reloads then types again.
  }
}

/** Puts it back, as if it were typed once more. */
export function restoreTyped(): void {
  let text: string | null = null;
  try {
    text = sessionStorage.getItem(KEPT);
    sessionStorage.removeItem(KEPT);
  } catch {
    return;
  }
  if (!text) return;
  // Our own words.
  const { path, staff, values } = JSON.parse(text) as Kept;
  if (path !== location.pathname + location.search || staff !== staffHere()) return;
  const known = new Map(fields().map((field) => [field.id, field]));
  for (const [id, value] of values) {
    const field = known.get(id);
    if (field && field.value !== value) type(field, value);
  }
}

function staffHere(): string | undefined {
  return document.querySelector<HTMLElement>('[data-staff]')?.dataset.staff;
}

/** Whether something was typed that a page which comes anew has no field for: in a dialog, or what opens on a press. */
export function wouldLose(): boolean {
  return document.querySelector('dialog[open], [role="dialog"]') !== null || secretTyped();
}

function secretTyped(): boolean {
  return fields().some((field) => field.matches(SECRET) && field.value !== '');
}

function fields(): Field[] {
  return [...document.querySelectorAll<Field>('input:not([type="hidden"]), textarea, select')];
}

/** React listens for input, and compares with what it last set itself. */
function type(field: Field, value: string): void {
  const prototype = Object.getPrototypeOf(field) as object;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}
