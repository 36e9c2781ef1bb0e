import { describe, expect, test } from 'vitest';
import { payeeKey } from '@/lib/adapters/postgres/transfer-row';
import { accountInGroups, mayBeSameAccount, readAccount } from '@/lib/transfers/account';
import { readName } from '@/lib/transfers/payee';

describe('an account', () => {
  test.each([
    'DE89 3704 0044 0532 0130 00',
    'de89370400440532013000',
    'DE89-3704-0044-0532-0130-00',
    'IBAN: DE89 3704 0044 0532 0130 00',
    'IBAN DE89370400440532013000',
    'iban:DE89.3704.0044.0532.0130.00',
    'DE89\u202f3704\u202f0044\u202f0532\u202f0130\u202f00',
    'DE89\t3704\t0044\t0532\t0130\t00\n',
    'DE89‑3704‑0044‑0532‑0130‑00',
    '\u202aDE89370400440532013000\u202c',
    'DE89\u200b370400440532013000',
    ' DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000 ',
  ])('that is an IBAN is read however it is written: %j', (text) => {
    const account = { scheme: 'iban', iban: 'DE89370400440532013000' } as const;
    expect(readAccount(text)).toEqual({ kind: 'account', account });
    expect(accountInGroups(account)).toBe('DE89 3704 0044 0532 0130 00');
  });

  test.each([
    ['', 'empty'],
    ['DE89 3704 0044 0532 0130 01', 'wrong_check_digits'],
    ['DE98 3704 0044 0532 0130 00', 'wrong_check_digits'],
    ['DE89 3704 0044 0532 0130 0', 'wrong_length'],
    ['XX89 3704 0044 0532 0130 00', 'unknown_country'],
    ['DЕ89 3704 0044 0532 0130 00', 'not_an_account'],
    ['IBAN', 'empty'],
    ['IBAN: 12345678', 'bank_missing'],
    ['１２３４５６７８', 'not_an_account'],
    ['hello', 'not_an_account'],
    ['123', 'not_an_account'],
    ['1'.repeat(35), 'not_an_account'],
    ['12345678', 'bank_missing'],
  ])('%j is refused: %s', (text, why) => {
    expect(readAccount(text)).toEqual({ kind: 'invalid', why });
  });

  const account = (text: string, bank = 'Any Bank') => {
    const reading = readAccount(text, bank);
    if (reading.kind === 'invalid') throw new Error(`${text} is no account: ${reading.why}`);
    return reading.account;
  };

  test.each([
    ['DE89 3704 0044 0532 0130 00', 'de89370400440532013000', true],
    ['DE89 3704 0044 0532 0130 00', '0532013000', true],
    ['DE89 3704 0044 0532 0130 00', '532013000', true],
    ['DE89 3704 0044 0532 0130 00', '370400440532013000', true],
    ['GB29 NWBK 6016 1331 9268 19', '60-16-13 31926819', true],
    ['021000021 / 123456789', '123456789', true],
    ['A123456789', '00123456789', true],
    ['0000 4711', '4711', true],
    ['4711', '4712', false],
    // Two IBANs are two accounts, however alike they end.
    ['DE89 3704 0044 0532 0130 00', 'AT313200000532013000', false],
    ['DE89 3704 0044 0532 0130 00', 'GB29 NWBK 6016 1331 9268 19', false],
  ])('may be the same as another however both are written: %s and %s, %s', (one, other, isSame) => {
    expect(mayBeSameAccount(account(one), account(other, 'Another Bank'))).toBe(isSame);
    expect(mayBeSameAccount(account(other), account(one))).toBe(isSame);
  });

  test.each([
    ['20-15-55 / 5555 5555', '20-15-55 / 5555 5555'],
    ['20-00-00  55779911', '20-00-00 55779911'],
    ['20\u201300 \u2013 00\u202f55779911', '20-00-00 55779911'],
    ['026009593 000123456789', '026009593 000123456789'],
    ['SB01000123456', 'SB01000123456'],
    [' 000123456789. ', '000123456789'],
  ])('that is no IBAN is read together with its bank, its parts kept apart: %j', (typed, number) => {
    expect(readAccount(typed, ' First Bank ')).toEqual({
      kind: 'account',
      account: { scheme: 'other', number, bank: 'First Bank' },
    });
  });

  test('is the same number however its parts are written', () => {
    expect(payeeKey(account('20-00-00 55779911'))).toBe(payeeKey(account('200000 5577 9911')));
  });

  test('that begins like an IBAN of a country without any needs its bank', () => {
    expect(readAccount('SB01000123456')).toMatchObject({ why: 'unknown_country' });
  });

  test('that begins like an IBAN is not taken for another number because a bank stands beside it', () => {
    expect(readAccount('DE89370400440532013001', 'First Bank')).toMatchObject({ kind: 'invalid' });
  });
});

describe('a payee’s name', () => {
  test.each([
    ['John Doe', 'John Doe'],
    ['  John \u00a0  Doe ', 'John Doe'],
    ['Jose\u0301 Nun\u0303ez', 'José Nuñez'],
    ['Иван Петров', 'Иван Петров'],
    ['Иван Petrov', 'Иван Petrov'],
    ['田中 健', '田中 健'],
    ['O’Neill & Sons (7)', 'O’Neill & Sons (7)'],
    ['علی\u200cرضا محمدی', 'علی\u200cرضا محمدی'],
    ['क्\u200dष', 'क्\u200dष'],
    ['O\ufb03ce Supplies', 'Office Supplies'],
    ['\u0132sselmeer \ufb01nance', 'IJsselmeer finance'],
  ])('%j is %j', (text, name) => {
    expect(readName(text)).toEqual({ kind: 'name', name });
  });

  test.each([
    ['', 'empty'],
    [' .,- ', 'empty'],
    ['x'.repeat(71), 'too_long'],
    ['John\u200bDoe', 'hidden_characters'],
    ['John\u202eeoD', 'hidden_characters'],
    ['John\nDoe', 'hidden_characters'],
    ['John\0', 'hidden_characters'],
    ['John\u00adDoe', 'hidden_characters'],
    ['John\u034fDoe', 'hidden_characters'],
    ['John\ufe0f Doe', 'hidden_characters'],
    ['John\u{e0100} Doe', 'hidden_characters'],
    ['John\u180b Doe', 'hidden_characters'],
    ['John\u17b4 Doe', 'hidden_characters'],
    ['John\u2800 Doe', 'hidden_characters'],
    ['John\u3164Doe', 'hidden_characters'],
    ['\ud800John', 'hidden_characters'],
    ['Jоhn Doe', 'mixed_scripts'],
    ['Αpple', 'mixed_scripts'],
  ])('%j is refused: %s', (text, why) => {
    expect(readName(text)).toEqual({ kind: 'invalid', why });
  });
});
