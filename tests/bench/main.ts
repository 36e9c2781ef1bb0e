import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { freePort } from '../../scripts/lib/ports.mjs';
import { chromiumArgs, chromiumPath } from '../support/browser';
import { startDesk } from '../support/desk';
import { signIn } from '../support/staff';
import { benchApproval } from './approval';
import { startEmptyApp } from './empty-app';
import { benchHistory } from './history';
import { benchLighthouse } from './lighthouse';
import { benchPageWeight } from './page-weight';
import { benchTransfer } from './transfer';

/** `npm run bench`, or `npm run bench -- approval transfer weight lighthouse history` for some of it. */
const chosen = process.argv.slice(2);
const wanted = (name: string) => chosen.length === 0 || chosen.includes(name);

if (['approval', 'transfer', 'weight', 'lighthouse'].some(wanted)) await benchDesk();
if (wanted('history')) await benchHistory();

async function benchDesk(): Promise<void> {
  const desk = await startDesk();
  const debuggingPort = await freePort();
  const profile = await mkdtemp(path.join(tmpdir(), 'countersign-bench-'));
  const executablePath = chromiumPath();
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath ? { executablePath } : {}),
    args: [...chromiumArgs, `--remote-debugging-port=${debuggingPort}`],
  });

  try {
    await signIn(await context.newPage(), desk.url, 'Ines Moreau');
    const pages = [
      { name: 'lookup', url: `${desk.url}/customers` },
      { name: 'customer', url: `${desk.url}/customers/C-100001` },
    ];
    if (wanted('approval')) await benchApproval(desk, context);
    if (wanted('transfer')) await benchTransfer(desk);
    if (wanted('weight')) {
      const empty = await startEmptyApp();
      await benchPageWeight(context, { name: 'empty Next.js page', url: empty.url }, pages);
      await empty.stop();
    }
    if (wanted('lighthouse')) await benchLighthouse(debuggingPort, pages);
  } finally {
    await context.close();
    await desk.stop();
    await rm(profile, { recursive: true, force: true });
  }
}
