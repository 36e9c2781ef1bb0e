import { say } from '@/messages/customers';

interface Props {
  count: number | 'all';
  of: keyof typeof say.data.missing;
}

/** What the bank has and the desk cannot show. Nobody must take a list for the whole. */
export function Missing({ count, of }: Props) {
  if (count === 0) return null;
  return (
    <p className="border-rule border-t px-4 py-2.5 text-ink-soft text-sm">
      {say.data.missing[of]({ missing: count })}
    </p>
  );
}
