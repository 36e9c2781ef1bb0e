import { describe, expect, test } from 'vitest';
import { askedAbout, follow, newer } from '@/components/customer/follow';
import { present } from '@/lib/verification/present';
import type { Verification } from '@/lib/verification/verification';
import { ann, approved, bob, ended, later, pending, START } from '../../support/samples';

const seenBy = (v: Verification, actor = ann) => present(v, actor, START);
const asking = pending();
const waiting = seenBy(asking);
const denied = seenBy(ended('denied', { id: asking.id, version: 3 }));
const grant = seenBy(approved({ requestedAt: later(10) }));
const theirs = seenBy(pending({ requestedAt: later(60), staffSubject: bob.subject }));
const nothing = { current: null, own: null };

describe('what a customer’s page shows', () => {
  test.each([
    ['nothing of a customer whom nobody asks', null, nothing, null],
    ['one’s own request', null, { current: waiting, own: waiting }, waiting],
    ['its end, to who has seen it in use', waiting, { current: null, own: denied }, denied],
    ['no end of before, on a page that was opened since', null, { current: null, own: denied }, null],
    ['an alarm of before all the same', null, { current: denied, own: denied }, denied],
    ['a colleague’s request', null, { current: theirs, own: null }, theirs],
    ['nothing once the colleague is done', theirs, nothing, null],
    ['one’s own approval, also while a colleague asks', grant, { current: theirs, own: grant }, grant],
    ['a colleague’s request after one’s own end', denied, { current: theirs, own: denied }, theirs],
    ['an approval that another tab got', null, { current: null, own: grant }, grant],
    ['one’s end as long as nothing new is told', denied, nothing, denied],
  ])('%s', (_what, known, told, shown) => {
    expect(follow(known, told)).toBe(shown);
  });

  test('never goes back to what is older, whichever way it comes', () => {
    expect(follow(denied, { current: waiting, own: waiting })).toBe(denied);
    expect(follow(grant, { current: null, own: denied })).toBe(grant);
    expect(follow(waiting, nothing), 'told before the request was made').toBe(waiting);
    expect(newer(denied, waiting)).toBe(denied);
    expect(newer(waiting, denied)).toBe(denied);
  });

  test('a request to authorize a transfer stands beside it', () => {
    const asked = seenBy(pending({ purpose: 'wire_transfer', requestedAt: later(30) }));
    expect(follow(grant, { current: asked, own: grant })).toBe(grant);
    expect(follow(null, { current: asked, own: null })).toBeNull();
    expect(askedAbout({ current: asked })).toBe(asked);
    expect(askedAbout({ current: waiting })).toBeNull();
    expect(askedAbout({ current: { ...asked, status: 'denied' } })).toBeNull();
  });
});
