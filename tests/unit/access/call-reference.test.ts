import { describe, expect, test } from 'vitest';
import { callReferenceIn, withCall } from '@/components/verification/call-reference-address';
import { askCustomer } from '@/lib/transfers/ask-customer';
import { submitTransfer } from '@/lib/transfers/submit';
import { readCallReference } from '@/lib/verification/call-reference/read';
import { requestVerification } from '@/lib/verification/request';
import { ann, maria, tom } from '../../support/samples';
import { draft, transferAt } from '../../support/transfer-samples';
import { transferDesk } from '../transfers/desk';

const unfit: readonly (readonly [what: string, text: string])[] = [
  ['too long', 'x'.repeat(201)],
  ['a line break inside', 'CALL\n7'],
  ['a NUL', 'CALL\0'],
  ['an escape', '\x1b[31mCALL'],
  ['letters that run backwards', 'CALL\u202e7'],
  ['another kind of line break', 'CALL\u20287'],
  ['half of a character', 'CALL\ud83d'],
];

describe('a call reference', () => {
  test.each([
    ['CALL-2026/11-22.7', 'CALL-2026/11-22.7'],
    ['  7 ', '7'],
    ['x'.repeat(200), 'x'.repeat(200)],
    [` ${'x'.repeat(200)} `, 'x'.repeat(200)],
    ['Anruf Nº 7 \u{1F4DE}', 'Anruf Nº 7 \u{1F4DE}'],
    ['', undefined],
    [' \n', undefined],
    [undefined, undefined],
  ])('%j is taken as %j', (sent, reference) => {
    expect(readCallReference(sent)).toBe(reference);
  });

  test.each<readonly [what: string, sent: unknown]>([
    ...unfit,
    ['no text', 7],
    ['nothing', null],
    ['an object', { $ne: null }],
  ])('is refused with %s, and not repeated', (_what, sent) => {
    expect(() => readCallReference(sent)).toThrow(
      expect.objectContaining({ code: 'invalid_input', message: expect.stringContaining('at most 200') }),
    );
    expect(() => readCallReference(sent)).not.toThrow(/CALL/);
  });

  test('is found in the address telephony software opens', () => {
    const at = (query: string) => callReferenceIn(new URLSearchParams(query));
    expect(at('phone=%2B34612345001&call=+GX-7%2F1+')).toBe('GX-7/1');
    expect(at('phone=1')).toBe('');
    // What cannot be one is not dropped: the field shows it, and says so.
    for (const [, text] of unfit) expect(callReferenceIn({ get: () => text })).toBe(text.trim());
  });

  test('goes along with the links of the call', () => {
    expect(withCall('/customers/C-1', 'a/b &c')).toBe('/customers/C-1?call=a%2Fb+%26c');
    expect(withCall('/transfers/new?customer=C-1', '7')).toBe('/transfers/new?customer=C-1&call=7');
    expect(withCall('/customers/C-1', '')).toBe('/customers/C-1');
  });
});

describe('the call a customer is asked in', () => {
  test('is kept with the verification and recorded', async () => {
    const at = transferDesk();
    const { verification } = await requestVerification(at.deps, ann, maria.id, { callReference: 'GX-7' });
    expect(verification.callReference).toBe('GX-7');
    expect(JSON.stringify(at.store.audit)).toContain('"call_reference":"GX-7"');
  });

  test('is kept with the request to authorize a transfer', async () => {
    const at = transferDesk();
    const { id } = at.transfers.put(transferAt('awaiting_customer'));
    expect(await askCustomer(at.deps, tom, id, { callReference: 'GX-8' })).toMatchObject({
      transferId: id,
      callReference: 'GX-8',
    });
  });

  test('is kept when submitting a transfer asks them at once', async () => {
    const at = transferDesk();
    const { id, version } = at.transfers.put(draft());
    await submitTransfer(at.deps, tom, id, version, 'GX-9');
    expect(await at.store.findOfTransfer(id)).toMatchObject({ callReference: 'GX-9' });
  });
});
