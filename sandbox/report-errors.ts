/** One line for the terminal, without a stack and without anything long enough to be a token, a secret or an id. */
export function reportErrors(where: string, error: unknown): void {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  console.error(`sandbox: ${redact(where)}: ${redact(text)}`);
}

function redact(text: string): string {
  return text.replaceAll(/[\w.~+/=-]{24,}/g, '…').replaceAll(/\s+/g, ' ');
}
