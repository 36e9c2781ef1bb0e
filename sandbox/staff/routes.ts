import type Provider from 'oidc-provider';
import { readForm } from '../http/body';
import { type Exchange, Refusal } from '../http/exchange';
import { sendHtml } from '../http/reply';
import type { Route } from '../http/router';
import { expiredPage, signInPage } from './pages';
import { people } from './people';

/** The interaction of the staff IdP: choose a person. */
export function staffRoutes(provider: Provider, deskUrl: string): Route[] {
  const path = '/staff/interaction/:uid';

  /** The sign-in under way in this browser; when there is none, says so and answers undefined. */
  const underWay = async ({ req, res, params }: Exchange): Promise<string | undefined> => {
    const interaction = await provider.interactionDetails(req, res).catch(() => undefined);
    if (interaction && interaction.uid === params.uid) return interaction.uid;
    sendHtml(res, 404, expiredPage(deskUrl));
    return undefined;
  };

  return [
    {
      method: 'GET',
      path,
      handle: async (exchange) => {
        const uid = await underWay(exchange);
        // The form leads on to the desk by redirects, which form-action judges too.
        if (uid) sendHtml(exchange.res, 200, signInPage(uid), deskUrl);
      },
    },
    {
      method: 'POST',
      path,
      handle: async (exchange) => {
        const { req, res } = exchange;
        const form = await readForm(req);
        if (!(await underWay(exchange))) return;
        const person = people.find(({ subject }) => subject === form.get('subject'));
        if (!person) throw new Refusal(400, 'invalid_request', 'nobody of that name works here');
        await provider.interactionFinished(
          req,
          res,
          { login: { accountId: person.subject, remember: false } },
          { mergeWithLastSubmission: false },
        );
      },
    },
  ];
}
