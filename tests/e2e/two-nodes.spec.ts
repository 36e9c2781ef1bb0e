import pg from 'pg';
import { type Desk, startDesk } from '../support/desk';
import { type Postgres, startPostgres } from '../support/postgres';
import { openCustomer, verify } from './support/customer-page';
import { Phone } from './support/phone';
import { expect, test } from './support/test';

let postgres: Postgres;
let desk: Desk;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  postgres = await startPostgres();
  desk = await startDesk({ env: { DATABASE_URL: postgres.url } });
  await desk.startSecondNode();
});
test.afterAll(async () => {
  await desk?.stop();
  await postgres?.stop();
});

test('when the node that waits for a customer is killed, another on the same database hears the answer', async ({
  openDesk,
  customer,
  noise,
}) => {
  test.setTimeout(120_000);
  noise.allow(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_INCOMPLETE_CHUNKED|Failed to fetch/);
  const page = await openDesk('Ines Moreau', { at: desk });
  const { status, data } = await openCustomer(page, customer);
  await verify(page);
  await desk.kill9Desk();
  await (await Phone.of(customer.number, desk.sandboxUrl)).answer('Approve');

  // Nobody but the second node is left to ask, once the lease of the first has run out.
  const database = new pg.Client({ connectionString: postgres.url });
  await database.connect();
  const stored = async () => {
    const { rows } = await database.query('select status, sealed from verifications');
    return rows.map((row) => [row.status, row.sealed !== null]);
  };
  await expect.poll(stored, { timeout: 30_000 }).toEqual([['approved', true]]);
  await database.end();

  // The first comes back and works with the tokens the second one stored.
  await desk.restartDesk();
  await expect(status).toHaveText('Approved', { timeout: 40_000 });
  await expect(data).toContainText(customer.email, { timeout: 15_000 });
});
