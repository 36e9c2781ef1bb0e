/**
 * The same screen on a desk and on a wall: from a desk's width on, letters and distances grow with the screen, so that
 * they are read from four metres at 1920 pixels on 55 inches. On anything narrower nothing changes.
 */
export const wallSize = [
  'lg:[--spacing:clamp(0.25rem,0.3vw,0.375rem)]',
  'lg:[--text-xs:clamp(0.8125rem,1vw,1.25rem)]',
  'lg:[--text-sm:clamp(0.875rem,1.15vw,1.4375rem)]',
  'lg:[--text-base:clamp(0.9375rem,1.3vw,1.625rem)]',
  'lg:[--text-lg:clamp(1.125rem,1.6vw,2rem)]',
  'lg:[--text-xl:clamp(1.375rem,1.9vw,2.375rem)]',
  'lg:[--text-2xl:clamp(1.75rem,2.6vw,3.25rem)]',
  'text-base',
].join(' ');
