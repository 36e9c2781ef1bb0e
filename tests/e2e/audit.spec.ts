import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { root } from '../../scripts/lib/root.mjs';
import { openCustomer, verify } from './support/customer-page';
import { auditor } from './support/people';
import { Phone } from './support/phone';
import { expectGoodScreen } from './support/screen';
import { expect, test } from './support/test';

test('an auditor proves the trail, takes it away, and finds the one letter somebody changed in it', async ({
  openDesk,
  agent,
  customer,
}, info) => {
  test.setTimeout(120_000);
  const page = await openDesk(agent);
  const { status } = await openCustomer(page, customer);
  const id = await verify(page);
  await (await Phone.of(customer.number)).answer('Deny');
  await expect(status).toHaveText('Denied by the customer', { timeout: 15_000 });

  const nora = await openDesk(auditor);
  await nora.goto('/history');
  await nora.getByRole('navigation', { name: 'History' }).getByRole('link', { name: 'Audit trail' }).click();
  await nora.getByRole('button', { name: 'Prove now' }).press('Enter');
  await expect(
    nora
      .getByRole('status')
      .filter({ hasText: /^No tampering found in [\d,]+ (of [\d,]+ )?records checked$/ }),
  ).toBeVisible();
  await expect(nora.getByRole('row').filter({ hasText: auditor }).first()).toContainText('Nothing changed');
  await expectGoodScreen(nora);

  const trail = await save(nora, 'Export the trail', info.outputPath('trail.jsonl'));
  const keys = await save(nora, 'Public keys', info.outputPath('keys.json'));
  const lines = (await readFile(trail, 'utf8')).trim().split('\n');
  // Something more to sign: opening a customer is recorded, and sealed a moment later.
  await openCustomer(nora, customer);
  await nora.goto('/history/audit');
  const exported = Math.max(
    ...lines.map((line) => (JSON.parse(line) as { position?: number }).position ?? 0),
  );
  await expect.poll(() => signedUpTo(nora), { timeout: 15_000 }).toBeGreaterThan(exported);
  const checkpoint = await save(nora, 'Checkpoint', info.outputPath('checkpoint.jws'));
  const at = lines.findIndex((line) => line.includes(id) && line.includes('verification.denied'));
  const { position } = JSON.parse(lines[at] ?? '{}') as { position: number };
  expect(position).toBeGreaterThan(1);

  expect(await prove(trail, keys)).toMatchObject({ code: 0, proof: { sound: true, findings: [] } });
  // Signed after the export was made: more was recorded since.
  const later = await prove(trail, keys, checkpoint);
  expect(later.proof.findings).toMatchObject([{ kind: 'cut_off' }]);

  lines[at] = (lines[at] ?? '').replace('verification.denied', 'verification.defied');
  await writeFile(trail, lines.join('\n'));
  const changed = await prove(trail, keys);
  expect(changed).toMatchObject({ code: 1, proof: { findings: [{ kind: 'changed', position }] } });

  await nora.goto('/history');
  await expect(
    nora.getByRole('link', { name: /^No tampering found in [\d,]+ records checked on / }),
  ).toBeVisible();
});

test('the trail is not for who does the work', async ({ openDesk, agent, noise }) => {
  noise.allow(/status of 403/);
  const page = await openDesk(agent);
  expect((await page.goto('/history/audit'))?.status()).toBe(403);
  for (const path of ['trail.jsonl', 'checkpoint.jws', 'keys.json']) {
    expect((await page.request.get(`/history/audit/${path}`)).status(), path).toBe(403);
  }
  expect((await page.request.get('/api/history/proofs')).status()).toBe(403);
  expect((await page.request.post('/api/history/proofs')).status()).toBe(403);
});

/** Where the newest signed end of the trail is. */
async function signedUpTo(page: Page): Promise<number> {
  const answer = await page.request.get('/history/audit/checkpoint.jws');
  const jws = await answer.text();
  expect(answer.status(), jws).toBe(200);
  const payload = Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8');
  return (JSON.parse(payload) as { position: number }).position;
}

async function save(page: Page, name: string, file: string): Promise<string> {
  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name }).or(page.getByRole('button', { name })).click();
  await (await saving).saveAs(file);
  return file;
}

/** As anybody would who has the files and this program. */
function prove(trail: string, keys: string, checkpoint?: string) {
  const args = [trail, '--keys', keys, ...(checkpoint ? ['--checkpoint', checkpoint] : []), '--json'];
  return new Promise<{ code: number; proof: { sound: boolean; findings: unknown[] } }>((resolve) => {
    execFile(process.execPath, ['scripts/audit-verify.mjs', ...args], { cwd: root }, (error, stdout) =>
      resolve({ code: Number(error?.code ?? 0), proof: JSON.parse(stdout) }),
    );
  });
}
