import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { findDraft, readDraft, saveDraft } from '@/lib/transfers/save-draft';
import { LONGEST_FIELD } from '@/lib/transfers/view';
import { jsonBody } from '@/lib/web/json-body';
import { route } from '@/lib/web/route';
import { say } from '@/messages/errors';

/** No database keeps a NUL, or half of a character. */
const field = z
  .string()
  .max(LONGEST_FIELD)
  .refine((text) => !text.includes('\0') && Buffer.from(text).toString() === text);
const sent = z.object({
  customerId: z.string().max(100),
  id: z.string().max(100).nullable(),
  version: z.number().int().nullable(),
  form: z.strictObject({
    sourceAccount: field,
    payeeName: field,
    payeeAccount: field,
    payeeBank: field,
    amount: field,
    currency: field,
    reference: field,
  }),
});

/** A teller's own draft: by its id, or the new one for a customer. */
export const GET = route(async ({ deps, actor, request }) => {
  const { searchParams } = request.nextUrl;
  const id = searchParams.get('id');
  return id ? readDraft(deps, actor, id) : findDraft(deps, actor, searchParams.get('customer') ?? '');
});

export const PUT = route(async ({ deps, actor, request }) => {
  const { data } = sent.safeParse(await jsonBody(request));
  if (!data) {
    throw new AppError('invalid_input', say.fieldTooLong({ most: LONGEST_FIELD }));
  }
  const { customerId, id, version, form } = data;
  const at = id !== null && version !== null ? { id, version } : undefined;
  return saveDraft(deps, actor, customerId, form, at);
});
