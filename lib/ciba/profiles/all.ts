import type { Profile } from '../profile';
import { auth0 } from './auth0';
import { duende } from './duende';
import { keycloak } from './keycloak';
import { okta } from './okta';
import { pingfederate } from './pingfederate';
import { pingone } from './pingone';
import { sandbox } from './sandbox';
import { simpleidserver } from './simpleidserver';
import { standard } from './standard';

/** By name, as CIBA_PROFILE gives it. */
export const profiles: Readonly<Record<string, Profile>> = {
  standard,
  sandbox,
  auth0,
  duende,
  simpleidserver,
  keycloak,
  okta,
  pingfederate,
  pingone,
};
