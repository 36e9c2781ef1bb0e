/** Whether the customer was removed from the record in time: what is left in their place names nobody. */
export function isRemoved({ id }: { readonly id: string | null }): boolean {
  return id === 'erased';
}
