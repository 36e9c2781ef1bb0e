import { dataPath, lastVerification, openCustomer, verify } from './support/customer-page';
import { customer } from './support/people';
import { Phone } from './support/phone';
import { expectGoodScreen } from './support/screen';
import { expect, test } from './support/test';

interface End {
  readonly key: string;
  readonly story: string;
  readonly status: string;
  readonly happened: string;
  readonly next: string;
  /** Whether a further request is one click away, or will be in a moment. */
  readonly again: boolean | 'later';
  /** Everybody is kept from this customer; what to do stands with that. */
  readonly alarm?: string;
  readonly act?: (phone: Phone) => Promise<void>;
}

const ends: readonly End[] = [
  {
    key: 'dora',
    story: 'Dora denies, and the agent is told to ask whether she meant to',
    status: 'Denied by the customer',
    happened: 'The customer pressed Deny on their phone.',
    next: 'Ask the caller whether they meant to.',
    again: 'later',
  },
  {
    key: 'maria',
    story: 'Maria is not on a call, and the agent is warned of fraud and offered no retry',
    status: 'Reported as fraud',
    happened: 'Whoever you are talking to may not be the customer.',
    next: 'Stop here. Give nothing away.',
    again: false,
    alarm: 'not on a call',
    act: (phone) => phone.answer("I'm not on a call"),
  },
  {
    key: 'nora',
    story: 'Nora never answers, and her request expires',
    status: 'Expired',
    happened: 'Nobody answered on the phone in time.',
    next: 'Ask the caller to have their phone unlocked and in hand',
    again: true,
  },
  {
    key: 'eli',
    story: 'Eli has no device, and the agent learns how to enrol him',
    status: 'No device enrolled',
    happened: 'This customer has not set up a phone for approvals yet.',
    next: 'To enrol: they sign in to the bank’s app',
    again: true,
  },
  {
    key: 'uma',
    story: 'Uma closed her account, and the agent is told to check the customer',
    status: 'Unknown user',
    happened: 'The sign-in service has no user for this customer',
    next: 'Check that you opened the right customer.',
    again: false,
  },
  {
    key: 'walter',
    story: 'Somebody else answers for Walter, and nothing is unlocked',
    status: 'Somebody else answered',
    happened: 'The approval came from the device of a different person.',
    next: 'You asked this customer or reported this yourself',
    again: false,
    alarm: 'One customer’s device answered a request to another',
  },
];

test('Ken approves by himself, and his data appears', async ({ openDesk, agent }) => {
  const page = await openDesk(agent);
  const ken = customer('ken');
  const { status, data } = await openCustomer(page, ken);
  await verify(page);
  await expect(status).toHaveText('Approved', { timeout: 15_000 });
  await expect(data).toContainText(ken.email);
});

for (const { key, story, status: expected, happened, next, again, alarm, act } of ends) {
  test(story, async ({ openDesk, agent, customer: another }) => {
    test.slow();
    const page = await openDesk(agent);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    // Maria is for whoever looks at the screens; an alarm of hers would be in their way.
    const persona = key === 'maria' ? another : customer(key);
    const { card, status, verify: button, verifyAgain, data, locked } = await openCustomer(page, persona);
    await button.click();
    await expect(status).not.toHaveText('Not verified');
    const id = await lastVerification(page);
    if (act) await act(await Phone.of(persona.number));

    await expect(status).toHaveText(expected, { timeout: 30_000 });
    await expect(card).toContainText(happened);
    const said = alarm ? page.getByRole('region', { name: 'Alarm' }) : card;
    await expect(said).toContainText('What to do now');
    await expect(said).toContainText(next);
    await expect(verifyAgain).toHaveCount(again === true ? 1 : 0);
    await expect(card.getByRole('region', { name: 'Request limit' })).toHaveCount(again === 'later' ? 1 : 0);
    await expect(button).toHaveCount(0);
    await expect(page).toHaveTitle(new RegExp(`(^| · )\\S ${alarm ? 'Alarm' : expected} · `));

    if (alarm) {
      await expect(said).toContainText(alarm);
      await page.reload();
      await expect(said).toBeVisible();
      await expect(status, 'a reload does not make the alarm forgotten').toHaveText(expected);
      await expect(button).toHaveCount(0);
    }
    await expect(data).toHaveCount(0);
    await expect(alarm ? page.getByText('Locked until the alarm is lifted') : locked).toBeVisible();
    expect(asked.filter((url) => url.includes('sensitive-data'))).toEqual([]);
    expect((await page.request.get(dataPath(id))).status(), 'there is no approval to use').toBe(403);

    await expectGoodScreen(page);
  });
}

test('no two ends read alike: neither what happened nor what to do next', () => {
  for (const part of ['status', 'happened', 'next'] as const) {
    expect(new Set(ends.map((end) => end[part])).size).toBe(ends.length);
  }
});
