import { say } from './messages/en/phone';

/** What the owner of a phone does when the bank asks. */
type Behaviour =
  | { readonly does: 'answer by hand' }
  /** By hand too, and a no says nothing more than no. */
  | { readonly does: 'answer on an old phone' }
  | { readonly does: 'approve'; readonly afterMs: number }
  | { readonly does: 'deny'; readonly afterMs: number }
  /** Requests live no longer than this, whatever expiry was asked for. */
  | { readonly does: 'never answer'; readonly lifetimeSeconds: number }
  | { readonly does: 'approve as somebody else'; readonly as: string; readonly afterMs: number }
  | { readonly does: 'have no device' }
  /** Still in the directory, gone from the OP. */
  | { readonly does: 'have a closed account' };

export interface Persona {
  /** Names the persona in links: /phone?customer=maria */
  readonly key: string;
  readonly number: string;
  readonly name: string;
  readonly hint: string;
  readonly behaviour: Behaviour;
  /** What only this customer knows (CIBA Core 7.1 `user_code`); the others have none. */
  readonly userCode?: string;
  readonly phone: string;
  readonly city: string;
  readonly customerSince: string;
  /** What is on the everyday account, in cents. */
  readonly balanceMinor: number;
}

export const personas: readonly Persona[] = [
  {
    key: 'maria',
    number: 'C-100001',
    name: 'Maria Alvarez',
    hint: say.hints.maria,
    behaviour: { does: 'answer by hand' },
    phone: '+34612345001',
    city: 'Valencia',
    customerSince: '2011-04-18',
    balanceMinor: 4_825_036,
  },
  {
    key: 'ken',
    number: 'C-100002',
    name: 'Ken Tanaka',
    hint: say.hints.ken,
    behaviour: { does: 'approve', afterMs: 4000 },
    phone: '+819012345002',
    city: 'Osaka',
    customerSince: '2016-09-02',
    balanceMinor: 1_873_020,
  },
  {
    key: 'dora',
    number: 'C-100003',
    name: 'Dora Nilsen',
    hint: say.hints.dora,
    behaviour: { does: 'deny', afterMs: 3000 },
    phone: '+4791234503',
    city: 'Bergen',
    customerSince: '2009-01-26',
    balanceMinor: 1_236_035,
  },
  {
    key: 'nora',
    number: 'C-100004',
    name: 'Nora Whitfield',
    hint: say.hints.nora,
    behaviour: { does: 'never answer', lifetimeSeconds: 20 },
    phone: '+447400123504',
    city: 'Leeds',
    customerSince: '2019-06-11',
    balanceMinor: 912_590,
  },
  {
    key: 'eli',
    number: 'C-100005',
    name: 'Eli Okafor',
    hint: say.hints.eli,
    behaviour: { does: 'have no device' },
    phone: '+2348031234505',
    city: 'Lagos',
    customerSince: '2023-11-30',
    balanceMinor: 883_070,
  },
  {
    key: 'walter',
    number: 'C-100006',
    name: 'Walter Brandt',
    hint: say.hints.walter,
    behaviour: { does: 'approve as somebody else', as: 'C-205398', afterMs: 3000 },
    phone: '+4915112345506',
    city: 'Bremen',
    customerSince: '2004-02-05',
    balanceMinor: 3_310_400,
  },
  {
    key: 'uma',
    number: 'C-100007',
    name: 'Uma Lindqvist',
    hint: say.hints.uma,
    behaviour: { does: 'have a closed account' },
    phone: '+46701234507',
    city: 'Uppsala',
    customerSince: '2007-08-21',
    balanceMinor: 0,
  },
  {
    key: 'vera',
    number: 'C-100008',
    name: 'Vera Nowak',
    hint: say.hints.vera,
    behaviour: { does: 'answer by hand' },
    userCode: '4711',
    phone: '+48601234508',
    city: 'Gdańsk',
    customerSince: '2013-10-07',
    balanceMinor: 2_741_875,
  },
  {
    key: 'olga',
    number: 'C-100009',
    name: 'Olga Reimann',
    hint: say.hints.olga,
    behaviour: { does: 'answer on an old phone' },
    phone: '+4915112345509',
    city: 'Göttingen',
    customerSince: '1998-03-16',
    balanceMinor: 2_105_300,
  },
];
