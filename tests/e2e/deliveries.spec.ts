import { openApproved, openCustomer, partsOf, verify } from './support/customer-page';
import { outage } from './support/noise';
import { ownDesk } from './support/own-desk';
import { Phone } from './support/phone';
import { expect, test } from './support/test';

test.describe('with pings, a signed request and the desk’s own key', () => {
  const desk = ownDesk({
    tuning: {
      CIBA_DELIVERY: 'ping',
      CIBA_CLIENT_AUTH: 'private_key_jwt',
      CIBA_SIGN_REQUESTS: 'true',
      CIBA_DPOP: 'true',
    },
  });

  test('the customer’s approval is on the page within moments, and the data behind it', async ({
    openDesk,
    customer,
  }) => {
    const page = await openDesk('Ines Moreau', { at: desk() });
    const { data, status } = await openCustomer(page, customer);
    await verify(page);
    const phone = await Phone.of(customer.number, desk().sandboxUrl);
    await phone.answer('Approve');
    // Without the ping nobody would ask for half a minute.
    await expect(status).toHaveText('Approved', { timeout: 5_000 });
    await expect(data).toContainText(customer.email);
  });

  test('a desk that was killed while the customer thought hears the answer when it is back', async ({
    openDesk,
    customer,
    noise,
  }) => {
    test.setTimeout(120_000);
    noise.allow(outage);
    const page = await openDesk('Ines Moreau', { at: desk() });
    const { status, data } = await openCustomer(page, customer);
    await verify(page);
    await desk().kill9Desk();
    // The ping finds nobody.
    await (await Phone.of(customer.number, desk().sandboxUrl)).answer('Approve');
    await desk().restartDesk();
    await expect(status).toHaveText('Approved', { timeout: 60_000 });
    await expect(data).toContainText(customer.email, { timeout: 15_000 });
  });

  test('nobody learns anything at the address for notifications', async ({ request }) => {
    const address = `${desk().url}/api/ciba/notify`;
    for (const authorization of [undefined, 'Bearer', 'Bearer x', `Bearer ${'a'.repeat(43)}`, 'Basic eDp5']) {
      const answer = await request.post(address, {
        headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
        data: { auth_req_id: 'x' },
        maxRedirects: 0,
      });
      expect([answer.status(), await answer.text()]).toEqual([401, '']);
    }
    expect((await request.get(address, { maxRedirects: 0 })).status()).toBe(405);
    // Not read to its end, so the connection goes with it.
    const huge = await request.post(address, {
      headers: { authorization: `Bearer ${'a'.repeat(43)}` },
      data: 'x'.repeat(1_000_000),
      maxRedirects: 0,
    });
    expect(huge.status()).toBe(413);
  });
});

test.describe('with pushes over mutual TLS', () => {
  const desk = ownDesk({ tuning: { CIBA_DELIVERY: 'push', CIBA_CLIENT_AUTH: 'tls_client_auth' } });

  test('the approval is pushed, and the data fetched with tokens bound to the certificate', async ({
    openDesk,
    customer,
  }) => {
    const page = await openDesk('Alex Novak', { at: desk() });
    await openApproved(page, customer, desk().sandboxUrl);
    await expect(partsOf(page).status).toHaveText('Approved');
  });

  test('the denial is pushed', async ({ openDesk, customer }) => {
    const page = await openDesk('Alex Novak', { at: desk() });
    const { status } = await openCustomer(page, customer);
    await verify(page);
    await (await Phone.of(customer.number, desk().sandboxUrl)).answer('Deny');
    await expect(status).toHaveText('Denied by the customer', { timeout: 5_000 });
  });
});
