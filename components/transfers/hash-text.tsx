/** A hash as it is compared: in groups of eight, which break only between each other. */
export function HashText({ hash }: { hash: string }) {
  return (
    <span className="figures text-sm">
      {(hash.match(/.{1,8}/g) ?? []).map((group, at, all) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two groups may be equal, and they never move.
        <span key={at}>
          <span className="whitespace-nowrap">{group}</span>
          {at < all.length - 1 ? ' ' : ''}
        </span>
      ))}
    </span>
  );
}
