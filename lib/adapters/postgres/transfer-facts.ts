import { type Kysely, type RawBuilder, sql } from 'kysely';
import { accountTail } from '../../transfers/account';
import type { PolicyFacts } from '../../transfers/policy';
import type { DaySum, Transfer } from '../../transfers/transfer';
import type { Schema } from './schema';
import { payeeKey } from './transfer-row';

/** What policy has to know of the other transfers that count since then. */
export async function factsOf(
  db: Kysely<Schema>,
  { id, customerId, tellerSubject, order }: Transfer,
  since: Date,
): Promise<Omit<PolicyFacts, 'amount'>> {
  const key = order && payeeKey(order.payeeAccount);
  const tail = order && accountTail(order.payeeAccount);
  const currency = order?.amount.currency ?? null;
  const { rows } = await sql<Row>`
    with others as (
      select requirement,
        customer_id = ${customerId} as of_customer,
        teller_subject = ${tellerSubject} as of_teller,
        -- Where one of the two is no IBAN, they may be two writings of one account.
        payee_tail = ${tail}::text and (payee_key = ${key}::text or position('@' in payee_key || ${key}::text) > 0)
          as to_payee,
        case when "order" #>> '{amount,currency}' = ${currency}::text
          then ("order" #>> '{amount,minor}')::numeric end as minor
      from transfers
      where id <> ${id} and counts_at > ${since}
        -- Executed, or on the way to it.
        and status not in ('draft', 'denied', 'expired', 'cancelled', 'failed')
        and (customer_id = ${customerId} or teller_subject = ${tellerSubject} or payee_tail = ${tail}::text))
    select
      exists (select 1 from transfers
              where customer_id = ${customerId} and payee_key = ${key}::text and status = 'executed') as payee,
      count(*) filter (where of_customer) as customers,
      count(*) filter (where of_teller) as tellers,
      ${sumOf(sql`to_payee`)} as payee_sum,
      ${sumOf(sql`of_customer`)} as customer_sum,
      ${sumOf(sql`of_teller`)} as teller_sum,
      ${sumOf(sql`of_customer and requirement = 'none'`)} as unasked_sum
    from others`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('an aggregate without a row');
  return {
    isNewPayee: !row.payee,
    customerCount: Number(row.customers),
    tellerCount: Number(row.tellers),
    sums: {
      day_sum_payee: daySum(row.payee_sum),
      day_sum_customer: daySum(row.customer_sum),
      day_sum_teller: daySum(row.teller_sum),
      day_sum_unasked: daySum(row.unasked_sum),
    },
  };
}

interface Row {
  readonly payee: boolean;
  readonly customers: string;
  readonly tellers: string;
  readonly payee_sum: Sum;
  readonly customer_sum: Sum;
  readonly teller_sum: Sum;
  readonly unasked_sum: Sum;
}

/** As text: it may be more than a number holds exactly. */
interface Sum {
  readonly minor: string;
  readonly own: string;
}

function sumOf(which: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`jsonb_build_object(
    'minor', coalesce(sum(minor) filter (where ${which}), 0)::text,
    'own', coalesce(sum(minor) filter (where ${which} and of_teller), 0)::text)`;
}

/** No limit is more than a number holds exactly (policy-file.ts), so what is has passed all of them. */
function daySum({ minor, own }: Sum): DaySum {
  const safe = (exact: bigint) => (exact > Number.MAX_SAFE_INTEGER ? Number.MAX_SAFE_INTEGER : Number(exact));
  return { minor: safe(BigInt(minor)), own: safe(BigInt(own)) };
}
