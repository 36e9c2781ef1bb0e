/** Where something will stand. Give it the size of that thing. */
export function Skeleton({ className }: { className: string }) {
  return <span aria-hidden="true" className={`block rounded-xs bg-sunken ${className}`} />;
}
