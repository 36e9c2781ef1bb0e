import { filterQuery, type HistoryFilter, readFilter } from '@/lib/history/filter/view';
import { isFromForm, type PageParams, searchOf } from '../web/search';

interface Asked {
  readonly filter: HistoryFilter;
  /** Parameters that nobody could have chosen, by name. */
  readonly ignored: readonly string[];
  /** Where the same filter is found by its own address; null when this is it. */
  readonly moved: string | null;
}

/** The period's choice that leaves it to the two days beside it. */
export const BETWEEN_DAYS = 'days';

/**
 * The filter a page was asked for. A form sends every field, the empty ones too, and the two days even when another
 * period is chosen: such an address is tidied up, so that what people copy and what the export gets is short and means one
 * thing.
 */
export function askedFor(path: string, params: PageParams): Asked {
  const { given, fromForm } = tidied(params);
  const { filter, ignored } = readFilter(given);
  return { filter, ignored, moved: fromForm && ignored.length === 0 ? filterHref(path, filter) : null };
}

/** What an address asks for, without what a form sends only because it sends everything. */
export function tidied(params: PageParams): { readonly given: URLSearchParams; readonly fromForm: boolean } {
  const given = searchOf(params);
  const period = given.get('period');
  const fromForm = period === BETWEEN_DAYS || isFromForm(given);
  if (period === BETWEEN_DAYS) given.delete('period');
  else if (period !== null) for (const day of ['from', 'to']) given.delete(day);
  return { given, fromForm };
}

export function filterHref(path: string, filter: HistoryFilter, more: Record<string, string> = {}): string {
  const query = new URLSearchParams(filterQuery(filter));
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  return query.size > 0 ? `${path}?${query}` : path;
}
