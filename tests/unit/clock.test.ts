import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '@/lib/clock';

describe('a task of the system’s clock', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => void vi.useRealTimers());

  const planned = (ms: number) => {
    const ran: number[] = [];
    const callOff = systemClock.after(ms, () => ran.push(systemClock.now().getTime()));
    return { ran, callOff };
  };

  test('is not run before the clock says so, although the timer fires early', () => {
    const { ran } = planned(2_000);
    vi.advanceTimersByTime(1_990);
    // The clock was set right by 12 ms while the timer ran.
    vi.setSystemTime(Date.now() - 12);
    vi.advanceTimersByTime(10);
    expect(ran).toEqual([]);
    vi.advanceTimersByTime(12);
    expect(ran).toEqual([1_002_000]);
    vi.advanceTimersByTime(5_000);
    expect(ran).toHaveLength(1);
  });

  test('does not wait for an hour because the clock was set back by one', () => {
    const { ran } = planned(2_000);
    vi.setSystemTime(Date.now() - 3_600_000);
    vi.advanceTimersByTime(2_000);
    expect(ran).toHaveLength(1);
  });

  test('is called off also while it waits for the rest', () => {
    const { ran, callOff } = planned(100);
    vi.setSystemTime(Date.now() - 50);
    vi.advanceTimersByTime(100);
    callOff();
    vi.advanceTimersByTime(1_000);
    expect(ran).toEqual([]);
  });

  test('that is due already, or in years, is run at once or not by accident', () => {
    const { ran } = planned(-5);
    planned(2 ** 40);
    vi.advanceTimersByTime(0);
    expect(ran).toHaveLength(1);
  });
});
