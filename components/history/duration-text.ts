/** `4.2 s`, `2 min 5 s`, `3 h 12 min`, `2 d 4 h`: two units at most, tenths below a minute. Never negative. */
export function durationText(seconds: number): string {
  const tenths = Math.max(0, Math.round(seconds * 10));
  return tenths < 600 ? unit((tenths / 10).toFixed(1), 's') : wholeText(tenths / 10);
}

/** The same of what is agreed in whole seconds: `5 s`, `2 min`. */
export function wholeText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return unit(whole, 's');
  if (whole < 3600) return two(whole, 60, 'min', 1, 's');
  return whole < 86_400 ? two(whole, 3600, 'h', 60, 'min') : two(whole, 86_400, 'd', 3600, 'h');
}

function two(seconds: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((seconds % large) / small);
  const first = unit(Math.floor(seconds / large), largeName);
  return rest > 0 ? `${first} ${unit(rest, smallName)}` : first;
}

/** A number and its unit stay on one line. */
function unit(value: number | string, name: string): string {
  return `${value}\u00a0${name}`;
}
