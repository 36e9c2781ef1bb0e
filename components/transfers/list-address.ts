import {
  type TransferListName,
  type TransferStatus,
  transferLists,
  transferStatuses,
} from '@/lib/transfers/view';

/** Which transfers a list shows, as it is written in the address. */
export interface Listing {
  readonly list: TransferListName;
  readonly status: TransferStatus | null;
  readonly text: string;
}

/** @param first the list that is shown when the address names none */
export function listingOf(params: Pick<URLSearchParams, 'get'>, first: TransferListName): Listing {
  return {
    list: oneOf(transferLists, params.get('list')) ?? first,
    status: oneOf(transferStatuses, params.get('status')),
    text: (params.get('q') ?? '').trim().slice(0, 100),
  };
}

/** The same in words for our API, and for the address. */
export function listingQuery({ list, status, text }: Listing): string {
  return new URLSearchParams({
    list,
    ...(status ? { status } : {}),
    ...(text ? { q: text } : {}),
  }).toString();
}

export function listingHref(listing: Listing): string {
  return `/transfers?${listingQuery(listing)}`;
}

function oneOf<T extends string>(known: readonly T[], value: string | null): T | null {
  return known.find((each) => each === value) ?? null;
}
