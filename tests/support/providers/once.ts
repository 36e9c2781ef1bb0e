/** Says of each value whether it is seen for the first time. */
export function once(): (value: string) => boolean {
  const seen = new Set<string>();
  return (value) => {
    if (seen.has(value)) return false;
    seen.add(value);
    return true;
  };
}
