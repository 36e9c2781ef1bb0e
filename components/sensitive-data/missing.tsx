/** What the bank has and the desk cannot show. Nobody must take a list for the whole. */
export function Missing({ count, one }: { count: number | 'all'; one: string }) {
  if (count === 0) return null;
  const what = count === 'all' ? `The ${one}s` : count === 1 ? `1 more ${one}` : `${count} more ${one}s`;
  return (
    <p className="border-rule border-t px-4 py-2.5 text-ink-soft text-sm">
      {`${what} cannot be shown here. Look in the bank’s own system.`}
    </p>
  );
}
