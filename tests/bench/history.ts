import { startPostgres } from '../support/postgres';
import { insertCost, timeFigures, timeNaiveFigures } from './history-counting';
import { questions, type Times, timeOffset, timePage } from './history-pages';
import { type HistoryStage, openStage } from './history-stage';
import { throughput } from './history-throughput';
import { printTable } from './table';

const FEW = 10_000;

/**
 * The history on PostgreSQL, as it is after a few days and after a year: no question may become slow because there is
 * more. `HISTORY_ROWS` makes the large one smaller.
 */
export async function benchHistory(): Promise<void> {
  const many = Number(process.env.HISTORY_ROWS ?? 1_000_000);
  const postgres = await startPostgres();
  try {
    const small = await openStage(postgres.url, Math.min(FEW, many));
    const large = await openStage(postgres.url, many);
    await pages(small, large);
    await figures(small, large);
    await throughput(small, large);
    await inserts(large);
    await Promise.all([small.close(), large.close()]);
  } finally {
    await postgres.stop();
  }
}

async function pages(small: HistoryStage, large: HistoryStage): Promise<void> {
  const [ofSmall, ofLarge] = [await questions(small), await questions(large)];
  const table: string[][] = [];
  for (const [index, asked] of ofLarge.entries()) {
    const few = ofSmall[index];
    if (!few) throw new Error('the same questions are asked of both');
    table.push([asked.name, ...compared(await timePage(small.db, few), await timePage(large.db, asked))]);
  }
  // After all else: while it lasts, nobody but itself can read the table.
  const bare = await large.aside('none of the history');
  for (const [index, asked] of ofLarge.entries()) {
    const { p50 } = asked.deep ? await timeOffset(bare.db, asked.deep) : await timePage(bare.db, asked, 3);
    table[index]?.push(ms(p50));
  }
  await bare.close();
  printTable(
    `A page of the history, 50 of ${size(large)} (baseline: without the indexes of the history; half way down: offset)`,
    ['', ...heads(small, large), 'baseline p50'],
    table,
  );
}

async function figures(small: HistoryStage, large: HistoryStage): Promise<void> {
  const table: string[][] = [];
  for (const preset of ['7d', '30d', '365d'] as const) {
    const [a, b] = [await timeFigures(small, preset), await timeFigures(large, preset)];
    const baseline = await timeNaiveFigures(large, preset);
    table.push([preset, ...compared(a, b), ms(baseline.p50)]);
  }
  const wire = { purpose: 'wire_transfer' } as const;
  const [a, b] = [await timeFigures(small, '365d', wire), await timeFigures(large, '365d', wire)];
  table.push(['365d, wire transfers', ...compared(a, b), '–']);
  printTable(
    'Figures with the period before (baseline: a query for each over the table, without the period before)',
    ['', ...heads(small, large), 'baseline p50'],
    table,
  );
}

async function inserts(large: HistoryStage): Promise<void> {
  const rows = Math.min(20_000, Math.floor(large.rows / 2));
  const cost = async (indexes: Parameters<HistoryStage['aside']>[0]) => {
    const aside = await large.aside(indexes);
    const micros = await insertCost(aside.db, rows);
    await aside.close();
    return micros;
  };
  // Each three times in turn, and the least: what else a machine does only ever adds.
  const bare: number[] = [];
  const full: number[] = [];
  for (let round = 0; round < 3; round++) {
    bare.push(await cost('none of the history'));
    full.push(await cost('all'));
  }
  const least = (samples: readonly number[]) => `${Math.min(...samples).toFixed(0)} µs`;
  printTable(
    `What a verification’s row costs the database, with ${size(large)} there`,
    ['', 'each'],
    [
      ['without the indexes of the history', least(bare)],
      ['with them', least(full)],
    ],
  );
}

function heads(small: HistoryStage, large: HistoryStage): string[] {
  return [small, large].flatMap((stage) => [`${size(stage)} p50`, 'p95']).concat('ratio');
}

function compared(a: Times, b: Times): string[] {
  return [ms(a.p50), ms(a.p95), ms(b.p50), ms(b.p95), `${(b.p50 / a.p50).toFixed(1)}`];
}

function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
}

function size({ rows }: HistoryStage): string {
  return rows >= 1_000_000 ? `${rows / 1_000_000} M` : `${rows / 1000} k`;
}
