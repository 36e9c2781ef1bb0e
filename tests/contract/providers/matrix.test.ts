import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { profiles } from '@/lib/ciba/profiles/all';
import { openLine } from '../../support/line';
import { providers } from '../../support/providers/all';
import { lab } from '../../support/providers/lab';
import type { ProviderDouble } from '../../support/providers/provider-double';

const INTERVAL = 0.5;

for (const kind of [...providers, lab]) {
  const isLab = kind === lab;
  describe.concurrent(isLab ? 'an OP with everything' : kind.name, () => {
    const profile = profiles[kind.name];
    if (!profile) throw new Error(`there is no profile ${kind.name}`);
    let op: ProviderDouble;
    beforeAll(async () => {
      op = await kind.start({ interval: INTERVAL });
    });
    afterAll(() => op.close());

    // The standard profile promises what CIBA knows, of which no real OP has everything.
    test.skipIf(kind.name === 'standard')('does all that our profile of it promises', () => {
      expect(kind.deliveries).toEqual(expect.arrayContaining([...profile.deliveries]));
      expect(kind.clientAuths).toEqual(expect.arrayContaining([...profile.clientAuths]));
      expect(kind.hints).toEqual(expect.arrayContaining([...profile.hints]));
      expect([kind.signedRequests, kind.dpop !== false]).toEqual([profile.signedRequests, profile.dpop]);
    });

    for (const delivery of profile.deliveries.filter((one) => kind.deliveries.includes(one))) {
      for (const auth of profile.clientAuths) {
        test(`verifies by ${delivery} with ${auth}`, async () => {
          const line = await openLine(op, auth, delivery);
          try {
            const v = await line.ask();
            expect(v).toMatchObject({ status: 'pending', delivery });
            const { authReqId } = line.store.secrets(v.id);
            await op.approve({}, authReqId);
            const approved = await line.after(v, 'pending');
            expect(approved).toMatchObject({ status: 'approved', reason: null });

            const { tokens } = line.store.secrets(v.id);
            if (!tokens) throw new Error('approved without tokens');
            const { plain, mtls } = op.resourceUrl;
            const url = new URL(line.registration.certificate ? mtls : plain);
            const answer = await line.resources.request(tokens, 'GET', url);
            expect(answer.status).toBe(200);

            const polls = op.requests.filter(
              ({ body }) => body.has('grant_type') && body.get('auth_req_id') === authReqId,
            );
            expect(polls).toHaveLength(delivery === 'push' ? 0 : 1);
          } finally {
            await line.close();
          }
        });
      }
    }
  });
}
