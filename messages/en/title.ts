/** The product's name, in every language. */
export const product = 'Countersign';

/** What a tab is called: `Maria Sanchez · Alarms · Countersign`. */
export const titleOf = (...parts: readonly string[]): string => [...parts, product].join(' · ');
