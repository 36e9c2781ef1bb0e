import { auth0 } from './auth0';
import { duende } from './duende';
import { keycloak } from './keycloak';
import { okta } from './okta';
import { pingfederate } from './pingfederate';
import { pingone } from './pingone';
import type { ProviderKind } from './provider-double';
import { simpleidserver } from './simpleidserver';
import { standard } from './standard';

export const providers: readonly ProviderKind[] = [
  standard,
  auth0,
  duende,
  simpleidserver,
  keycloak,
  okta,
  pingfederate,
  pingone,
];
