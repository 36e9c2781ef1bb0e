/** Where a transfer is entered for this customer. */
export function newTransferHref(customerId: string): string {
  return `/transfers/new?customer=${encodeURIComponent(customerId)}`;
}

/** Where a transfer that was opened for a change is edited. */
export function editHref(transferId: string): string {
  return `/transfers/new?transfer=${encodeURIComponent(transferId)}`;
}

export function transferHref(transferId: string): string {
  return `/transfers/${encodeURIComponent(transferId)}`;
}

export function customerHref(customerId: string): string {
  return `/customers/${encodeURIComponent(customerId)}`;
}
