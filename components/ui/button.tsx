import type { ComponentProps } from 'react';

type Look = 'primary' | 'quiet';

const looks: Record<Look, string> = {
  primary:
    'border-transparent bg-seal text-on-seal hover:bg-seal-deep aria-disabled:bg-seal aria-disabled:opacity-80',
  quiet: 'border-edge bg-sheet text-ink hover:bg-sunken aria-disabled:bg-sheet aria-disabled:text-ink-faint',
};

/** For links that act as buttons. */
export function buttonClass(look: Look): string {
  return `inline-grid min-h-9 select-none items-center justify-center rounded-sm border px-4 py-1.5 text-center font-semibold text-base transition-colors pointer-coarse:min-h-11 ${looks[look]}`;
}

interface Props extends Omit<ComponentProps<'button'>, 'className' | 'disabled'> {
  look: Look;
  /** Shown instead of the children while busy; the button stays as wide as the wider of the two. */
  busyLabel?: string;
  busy?: boolean;
  /** Something is missing first. It looks so and is told so, and a press may say what. */
  unavailable?: boolean;
}

/** Stays focusable while busy, so that keyboard users keep their place, but swallows further clicks. */
export function Button({
  look,
  busy = false,
  unavailable = false,
  busyLabel,
  children,
  onClick,
  type = 'button',
  ...rest
}: Props) {
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={busy || unavailable || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={buttonClass(look)}
    >
      <span className={`col-start-1 row-start-1 ${busy && busyLabel ? 'invisible' : ''}`}>{children}</span>
      {busyLabel ? (
        <span className={`col-start-1 row-start-1 ${busy ? '' : 'invisible'}`}>{busyLabel}</span>
      ) : null}
    </button>
  );
}
