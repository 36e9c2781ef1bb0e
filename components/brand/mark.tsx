/** The seal ring, opened where the second signature, the countersigning tick, breaks out of it. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" fill="none" aria-hidden="true" className={className}>
      <path d="M19.9 6A12 12 0 1 0 26.6 14.1" stroke="currentColor" strokeWidth="3" strokeLinecap="round" />
      <path
        d="M9.5 16.5l4.8 5.2L28.5 4"
        stroke="currentColor"
        strokeWidth="3.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
