/** Which build this is: the same for every build of the same source. Written into both halves, server and browser, as they are built. */
export const RELEASE = process.env.COUNTERSIGN_RELEASE ?? 'development';
