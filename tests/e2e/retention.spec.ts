import { auditor, supervisor } from './support/people';
import { expectGoodScreen } from './support/screen';
import { expect, test } from './support/test';

test('a supervisor places a hold and lifts it; an auditor sees both and can do neither', async ({
  openDesk,
  customer,
}) => {
  const grace = await openDesk(supervisor);
  await grace.goto('/history');
  await grace.getByRole('navigation', { name: 'History' }).getByRole('link', { name: 'Retention' }).click();
  await expect(grace.getByRole('heading', { level: 1, name: 'Retention' })).toBeVisible();
  const place = grace.getByRole('form', { name: 'Place a hold' });
  await place.getByRole('button', { name: 'Place the hold' }).click();
  await expect(place.getByRole('alert')).toHaveText('Enter the number or name of a customer.');
  await expect(place.getByLabel('Customer number or name')).toBeFocused();
  await grace.keyboard.type(customer.number);
  await grace.keyboard.press('Enter');
  await expect(place.getByRole('alert')).toContainText('Say why');
  await expect(place.getByLabel('Reason')).toBeFocused();
  await grace.keyboard.type('Court order 7');
  await grace.keyboard.press('Enter');
  await expect(place.getByRole('status')).toContainText(
    `nothing about ${customer.name} (${customer.number})`,
  );
  const standing = (page = grace) =>
    page
      .getByRole('list', { name: 'Current holds' })
      .getByRole('listitem')
      .filter({ hasText: customer.number });
  await expect(standing()).toContainText('Court order 7');
  await expect(standing()).toContainText(`by ${supervisor}`);

  const nora = await openDesk(auditor);
  await nora.goto('/history/retention');
  await expect(standing(nora)).toContainText('Court order 7');
  await expect(nora.getByRole('form', { name: 'Place a hold' })).toHaveCount(0);
  await expect(nora.getByText('Lift')).toHaveCount(0);

  await standing().getByText(`Lift the hold on ${customer.name}`).click();
  await standing().getByLabel('Why it may be lifted').fill('Case settled');
  await standing().getByRole('button', { name: 'Lift the hold' }).click();
  await expect(standing()).toHaveCount(0);

  await nora.reload();
  await expect(standing(nora)).toHaveCount(0);
  await nora.getByText(/^Lifted holds \(\d+\)$/).click();
  const lifted = nora.getByRole('list', { name: 'Lifted holds' }).getByRole('listitem');
  await expect(lifted.filter({ hasText: customer.number })).toContainText('Case settled');
});

test('the page tells what is kept how long and counts what would go, on any screen', async ({ openDesk }) => {
  const page = await openDesk(auditor);
  await page.goto('/history/retention');
  const signIns = page.getByRole('row', { name: /^Sign-ins/ });
  await expect(signIns).toContainText('90 days');
  await expect(page.getByRole('row', { name: /^Customers/ })).toContainText('For good');
  await page.getByRole('link', { name: 'Preview deletion' }).click();
  await expect(page.getByText(/Counted as of .+ Nothing was changed\./)).toBeVisible();
  await expect(signIns).toContainText('Would be deleted: nothing');
  await expectGoodScreen(page);
});

test('retention is for those who see everybody’s history', async ({ openDesk, agent, noise }) => {
  noise.allow(/status of 403/);
  const page = await openDesk(agent);
  const answer = await page.goto('/history/retention');
  expect(answer?.status()).toBe(403);
  await expect(page.getByRole('heading', { name: 'Not for your role' })).toBeVisible();
});
