'use client';

import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** Before anything was measured, and where the page may be scrolled. */
const FIRST = 8;
const NARROW = 20;
const LEAST = 3;

/**
 * How many rows of this list stand on the screen without scrolling: nobody scrolls a wall. All rows are taken to be as
 * high as the first.
 *
 * @param filled whether there is a row to measure by
 */
export function useRoom(filled: boolean): { list: RefObject<HTMLUListElement | null>; room: number } {
  const list = useRef<HTMLUListElement>(null);
  const [room, setRoom] = useState(FIRST);
  useLayoutEffect(() => {
    if (!filled) return;
    const measure = () => {
      const row = list.current?.firstElementChild?.getBoundingClientRect();
      if (!list.current || !row?.height) return;
      if (!window.matchMedia('(min-width: 64rem)').matches) return setRoom(NARROW);
      const scrolled = document.fullscreenElement?.scrollTop ?? window.scrollY;
      const below = window.innerHeight - scrolled - row.top - 24;
      setRoom(Math.max(LEAST, Math.floor(below / row.height)));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.documentElement);
    if (list.current) observer.observe(list.current);
    window.addEventListener('resize', measure);
    document.addEventListener('fullscreenchange', measure);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
      document.removeEventListener('fullscreenchange', measure);
    };
  }, [filled]);
  return { list, room };
}
