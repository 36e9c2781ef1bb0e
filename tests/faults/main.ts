import { setTimeout as pause } from 'node:timers/promises';
import { type Desk, startDesk } from '../support/desk';
import { type Cluster, startCluster } from './cluster';
import { startLoad } from './load';
import { openPeople } from './people';
import { type Scenario, scenarios } from './scenarios';
import { compare, type Losses } from './truth';

/** So that nobody is refused for having asked too many. */
const settings = {
  REQUESTS_PER_CUSTOMER: '100000',
  REQUESTS_PER_CUSTOMER_DAY: '100000',
  REQUESTS_PER_STAFF_MINUTE: '100000',
  REQUESTS_PER_STAFF_SHIFT: '100000',
  DENIAL_PAUSES: '0',
};

const wanted = process.argv.slice(2);
const chosen =
  wanted.length > 0 ? scenarios.filter(({ name }) => wanted.some((word) => name.includes(word))) : scenarios;
if (chosen.length === 0)
  throw new Error(`There is no such fault. There are: ${scenarios.map(({ name }) => name).join('; ')}`);

const used = { count: 0 };
const cluster = await startCluster();
let failed = 0;
try {
  for (const [index, scenario] of chosen.entries()) {
    await cluster.empty(`faults_${index}`);
    // A desk that a fault has put in a corner must not hide what the next one does.
    const desk = await openDesks(scenario, cluster);
    try {
      if (!(await passes(scenario, desk))) failed += 1;
    } catch (error) {
      failed += 1;
      console.log(`FAILED ${scenario.name.padEnd(46)} ${String(error)}`);
    } finally {
      if (process.env.FAULTS_LOGS) await keepLog(desk, scenario);
      await desk.stop();
    }
  }
} finally {
  await cluster.stop();
}
console.log(`\n${chosen.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function openDesks(
  { delivery = 'poll', isPooled }: Scenario,
  { url, pooledUrl }: Cluster,
): Promise<Desk> {
  return startDesk({
    env: { ...settings, DATABASE_URL: isPooled ? pooledUrl : url },
    sandboxEnv: { SANDBOX_INTERVAL: '2' },
    tuning: { CIBA_DELIVERY: delivery },
  });
}

async function passes(scenario: Scenario, desk: Desk): Promise<boolean> {
  const { name, happen } = scenario;
  const begun = new Date();
  const from = performance.now();
  const second = await desk.startSecondNode();
  const people = await openPeople(desk);
  const load = await startLoad(desk, [desk.url, second], used, people.customers);
  try {
    await people.ask();
    await pause(2_000);
    const happening = happen({ cluster, desk });
    await pause(4_000);
    await people.approve();
    await happening;
    await cluster.healthy();
    await pause(5_000);
    await load.end();
    const wrong = await people.wrong();
    const { losses, asked, approved, refused, details } = await compare(
      desk,
      cluster,
      load,
      begun,
      scenario.isDeskStopped === true,
    );
    const isGood = wrong.length === 0 && Object.values(losses).every((count) => count === 0);
    const took = Math.round((performance.now() - from) / 1000);
    console.log(
      `${isGood ? 'ok    ' : 'FAILED'} ${name.padEnd(46)} ${asked} asked, ${approved} approved; ${say(losses)}; ${took} s`,
    );
    for (const [said, count] of Object.entries(refused)) console.log(`         ${count} × ${said}`);
    for (const line of isGood ? [] : [...wrong, ...details]) console.log(`         ${line}`);
    return isGood;
  } finally {
    await load.end();
    await people.close();
  }
}

function say(losses: Losses): string {
  const words: Readonly<Record<keyof Losses, string>> = {
    lost: 'lost',
    cutShort: 'cut short',
    unknown: 'unknown',
    madeUp: 'made up',
    revoked: 'revoked',
    stuck: 'stuck',
    trail: 'trail broken',
    falselyReady: 's falsely ready',
    slow: 'slow clicks',
  };
  return (Object.keys(words) as (keyof Losses)[]).map((key) => `${losses[key]} ${words[key]}`).join(', ');
}

async function keepLog(desk: Desk, { name }: Scenario): Promise<void> {
  const { mkdir, writeFile } = await import('node:fs/promises');
  const folder = process.env.FAULTS_LOGS ?? '';
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/${name.replaceAll(/\W+/g, '-')}.log`, desk.output());
}
