import { type Kysely, sql } from 'kysely';
import { bracket, doubleLetters, plainLetters, smallLetters } from '../../../fold';
import { ACCENTS, INVISIBLE, JOINTS, SEPARATORS, UNSPACED } from '../../../fold-tables';

/**
 * What is searched is made of what is stored by the database itself, whoever wrote it. `name_folded` and `number_digits`
 * are not read any more; they stay so that an INSERT that names them goes on working.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function search_fold(text) returns text language sql immutable strict parallel safe as ${sql.lit(foldBody())}
  `.execute(db);
  // Without joints as well: "O'Brien" is found as "o brien" and as "obrien".
  await sql`
    create function search_words(text) returns text language sql immutable strict parallel safe as ${sql.lit(`
      select ' ' || search_fold($1) || ' ' || case when $1 ~ ${quoted(oneOf(JOINTS))}
        then search_fold(regexp_replace($1, ${quoted(oneOf(JOINTS))}, '', 'g')) || ' ' else '' end`)}
  `.execute(db);
  await sql`
    create function search_number(text) returns text language sql immutable strict parallel safe as
      'select replace(search_fold($1), '' '', '''')'
  `.execute(db);
  await sql`
    create function search_phone(text) returns text language sql immutable strict parallel safe as ${sql.lit(phoneBody())}
  `.execute(db);
  await sql`
    create function search_address(text) returns text language sql immutable strict parallel safe as ${sql.lit(`
      select btrim(${ifAscii('$1', 'lower($1 collate "C")', `normalize(${translate('normalize($1, NFKD)', smallLetters)}, NFKC)`)})`)}
  `.execute(db);
  await sql`
    alter table customers
      alter column name_folded drop not null,
      alter column number_digits drop not null,
      add column name_search   text not null generated always as (search_words(name)) stored,
      add column number_search text not null generated always as (search_number(number)) stored,
      add column phone_search  text generated always as (search_phone(phone)) stored,
      add column email_search  text generated always as (search_address(email)) stored`.execute(db);
  await sql`drop index customers_name, customers_phone, customers_phone_end, customers_email, customers_number`.execute(
    db,
  );
  await sql`create index customers_name on customers using gin (name_search gin_trgm_ops)`.execute(db);
  await sql`create index customers_number on customers (number_search text_pattern_ops)`.execute(db);
  await sql`
    create index customers_number_digits on customers (regexp_replace(number_search, '[^0-9]', '', 'g') text_pattern_ops)
  `.execute(db);
  await sql`create index customers_phone on customers (phone_search)`.execute(db);
  await sql`create index customers_phone_end on customers (right(phone_search, 3))`.execute(db);
  await sql`create index customers_email on customers (email_search)`.execute(db);
  await sql`
    alter table transfers
      add column text_search text not null generated always as (search_words(
        coalesce(form ->> 'payeeName', '') || ' ' || coalesce(form ->> 'reference', '') || ' ' || customer_id || ' ' ||
        coalesce(bank_reference, ''))) stored`.execute(db);
}

function foldBody(): string {
  const marked = `normalize(regexp_replace($1, ${quoted(oneOf(INVISIBLE))}, '', 'g'), NFKD)`;
  const bare = `normalize(regexp_replace(${marked}, ${quoted(oneOf(ACCENTS))}, '', 'g'), NFC)`;
  const single = translate(translate('bare', smallLetters), plainLetters);
  const plain = [...doubleLetters].reduce(
    (text, [letter, two]) => `replace(${text}, ${quoted(letter)}, ${quoted(two)})`,
    single,
  );
  const spaced = `regexp_replace(${plain}, ${quoted(`(${oneOf(UNSPACED)})`)}, ' \\1 ', 'g')`;
  const words = `btrim(regexp_replace(${spaced}, ${quoted(`${oneOf(SEPARATORS)}+`)}, ' ', 'g'))`;
  const folded = (text: string, otherwise: string) =>
    ifAscii(text, `btrim(regexp_replace(lower(${text} collate "C"), '[^a-z0-9]+', ' ', 'g'))`, otherwise);
  return `select ${folded('$1', `(select ${folded('bare', words)} from (select ${bare} as bare) as text)`)}`;
}

/** The tables are long, and nearly every name is ASCII, with or without accents. */
function ifAscii(text: string, then: string, otherwise: string): string {
  return `case when ${text} ~ '^[ -~]*$' then ${then} else ${otherwise} end`;
}

/** Digits, after a plus sign where there is a country code; without scheme, extension or a trunk zero in brackets. */
function phoneBody(): string {
  const without = (text: string, what: string, instead = '') =>
    `regexp_replace(${text}, ${quoted(what)}, ${quoted(instead)})`;
  const typed = ifAscii('$1', '$1', translate('normalize($1, NFKC)', plainLetters));
  const dialled = without(without(typed, '^\\s*[A-Za-z]+\\s*:'), '[;,#A-Za-z].*$');
  const signed = without(dialled, '^[^0-9]*(?:[+]|00)', '+');
  return `select case when signed like '+%' then '+' else '' end || regexp_replace(
      ${without('signed', '^([+].*)[(]0[)]', '\\1')}, '[^0-9]', '', 'g')
    from (select ${signed} as signed) as number`;
}

function oneOf(table: string): string {
  const sign = (codePoint: number) =>
    codePoint > 0xffff
      ? `\\U${codePoint.toString(16).padStart(8, '0')}`
      : `\\u${codePoint.toString(16).padStart(4, '0')}`;
  return `[${bracket(table, sign)}]`;
}

function translate(text: string, letters: ReadonlyMap<string, string>): string {
  return `translate(${text}, ${quoted([...letters.keys()].join(''))}, ${quoted([...letters.values()].join(''))})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
