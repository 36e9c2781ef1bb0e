import { describe, expect, test } from 'vitest';
import { isUnusualAsking, usualApprovals } from '@/lib/history/live/unusual-requests';

const centre = { asked: 10_000, approved: 8_500 };
const nobody = { asked: 0, approved: 0 };
const own = (asked: number, approved: number) => ({ asked, approved });

describe('asking is unusual', () => {
  test('when many customers were asked and few approved', () => {
    expect(isUnusualAsking(own(150, 4), centre, nobody)).toBe(true);
    expect(isUnusualAsking(own(20, 9), centre, nobody)).toBe(true);
  });

  test('never below twenty customers, however few approve', () => {
    expect(isUnusualAsking(own(19, 0), centre, nobody)).toBe(false);
    expect(isUnusualAsking(own(20, 0), centre, nobody)).toBe(true);
  });

  test('never where half of them approve', () => {
    const eager = { asked: 10_000, approved: 10_000 };
    expect(isUnusualAsking(own(200, 100), eager, nobody)).toBe(false);
    expect(isUnusualAsking(own(200, 99), eager, nobody)).toBe(true);
  });

  test('not by what is usual in the centre', () => {
    const slow = { asked: 10_000, approved: 4_500 };
    expect(isUnusualAsking(own(60, 25), slow, nobody)).toBe(false);
    expect(isUnusualAsking(own(60, 5), slow, nobody)).toBe(true);
  });

  test('not by what happens to all the others at the same time, where they are enough to tell', () => {
    const sameDay = own(30, 6);
    expect(isUnusualAsking(sameDay, centre, own(200, 40))).toBe(false);
    expect(isUnusualAsking(sameDay, centre, own(200, 180))).toBe(true);
    expect(isUnusualAsking(sameDay, centre, own(19, 0))).toBe(true);
  });
});

test('ordinary days raise nothing: of a thousand shifts of 60 calls in a centre where four of five approve', () => {
  let seed = 7;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const usual = { asked: 10_000, approved: 8_000 };
  const shifts = Array.from({ length: 1_000 }, () =>
    own(60, Array.from({ length: 60 }, random).filter((roll) => roll < 0.8).length),
  );
  expect(shifts.filter((shift) => isUnusualAsking(shift, usual, nobody))).toEqual([]);
});

test('at most four in five are taken to approve, also where nobody was asked yet', () => {
  expect(usualApprovals(nobody)).toBe(0.8);
  expect(usualApprovals({ asked: 100, approved: 100 })).toBe(0.8);
  expect(usualApprovals({ asked: 100, approved: 60 })).toBe(0.6);
});
