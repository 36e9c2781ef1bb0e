/** What Next gives a page of the address behind the question mark. */
export type PageParams = Readonly<Record<string, string | string[] | undefined>>;

/** The same as an address has it; of a parameter given twice the first counts. */
export function searchOf(params: PageParams): URLSearchParams {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) given.set(name, first);
  }
  return given;
}

/** A form sends every field, the empty ones too: such an address is tidied up, so that what people copy is short. */
export function isFromForm(given: URLSearchParams): boolean {
  return [...given.values()].includes('');
}
