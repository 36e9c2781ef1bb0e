/**
 * How long a test waits for what must come: a machine that does ten other things is slow, not wrong. What comes is
 * seen at once, so that only what never comes takes so long.
 */
export const patience = { timeout: 15_000, interval: 20 };
