/** What the OP says of itself in its discovery document, against what the desk is set to. */
export const say = {
  endpoints: {
    secure: 'All its addresses are safe to send secrets to.',
    noTokenEndpoint: {
      says: 'The discovery document names no token_endpoint: the desk cannot fetch tokens.',
      remedy: 'Check CIBA_ISSUER: this is not a complete OpenID provider.',
    },
    insecure: ({ addresses }: { addresses: readonly { name: string; value: string }[] }) => ({
      says: `Not https: ${addresses.map(({ name, value }) => `${name} ${value}`).join(', ')}. Secrets would be sent unprotected.`,
      remedy: 'In the OP’s own configuration, set its public https address (behind a proxy: the proxy’s).',
    }),
  },

  backchannel: {
    named: 'The OP names its backchannel_authentication_endpoint.',
    known: ({ provider, path }: { provider: string; path: string }) =>
      `The OP names no backchannel_authentication_endpoint: the desk uses /${path}, the path of ${provider}.`,
    none: {
      says: 'The OP names no backchannel_authentication_endpoint: it does not offer CIBA.',
      remedy: 'Switch CIBA on at the OP (realm, tenant or licence), or set CIBA_PROFILE to the OP’s product.',
    },
  },

  grantType: {
    listed: 'The OP lists the CIBA grant type.',
    noEndpoint: 'Not checked: the OP has no CIBA endpoint.',
    notListed: {
      says: 'The OP does not list the CIBA grant type. “Credentials” below tells whether it takes it.',
      remedy: 'Allow the CIBA grant at the OP, for the server and for this client.',
    },
    noList: {
      says: 'The OP lists no grant types. “Credentials” below tells whether it takes CIBA.',
      remedy: 'Allow the CIBA grant at the OP, for the server and for this client.',
    },
  },

  delivery: {
    offered: ({ wanted }: { wanted: string }) => `CIBA_DELIVERY is ${wanted}, and the OP offers it.`,
    pollByDefault: 'CIBA_DELIVERY is poll. The OP lists no delivery modes, but every OP has poll.',
    notTold: ({ wanted }: { wanted: string }) => ({
      says: `CIBA_DELIVERY is ${wanted}, and the OP does not say whether it offers that.`,
      remedy: 'Ask its operator, or set CIBA_DELIVERY=poll.',
    }),
    notOffered: ({ wanted, offered }: { wanted: string; offered: readonly string[] }) =>
      offered.length > 0
        ? {
            says: `CIBA_DELIVERY is ${wanted}, and the OP offers only ${offered.join(', ')}.`,
            remedy: `Set CIBA_DELIVERY to ${offered.join(' or ')}, and register this client for it at the OP.`,
          }
        : {
            says: `CIBA_DELIVERY is ${wanted}, and the OP offers no delivery mode.`,
            remedy: 'Switch a delivery mode on at the OP, and register this client for it.',
          },
  },

  clientAuth: {
    taken: ({ method }: { method: string }) => `The OP takes ${method}.`,
    takenAtAliases: ({ method }: { method: string }) =>
      `The OP takes ${method}, at separate addresses (mtls_endpoint_aliases).`,
    basicByDefault: 'The OP lists no client authentication methods, which means client_secret_basic.',
    notTold: ({ method }: { method: string }) => ({
      says: `The OP does not say whether it takes ${method}.`,
      remedy: 'See “Credentials” below: the token request tells.',
    }),
    notTaken: ({ method, taken }: { method: string; taken: readonly string[] }) => ({
      says: `CIBA_CLIENT_AUTH is ${method}, and the OP takes only ${taken.join(', ')}.`,
      remedy: 'Set CIBA_CLIENT_AUTH to the method this client is registered with.',
    }),
    hs256NotTaken: ({ taken }: { taken: readonly string[] }) => ({
      says: `The desk signs client_secret_jwt with HS256, and the OP takes only ${taken.join(', ')}.`,
      remedy: 'Choose another CIBA_CLIENT_AUTH.',
    }),
    algorithmNotTaken: ({ alg, taken }: { alg: string; taken: readonly string[] }) => ({
      says: `The desk signs private_key_jwt with ${alg}, and the OP takes only ${taken.join(', ')}.`,
      remedy: 'Set CIBA_SIGNING_ALG to one of these, with a CIBA_CLIENT_KEY of that kind.',
    }),
    noAlias: ({ method, missing }: { method: string; missing: 'token' | 'backchannel' }) => ({
      says:
        missing === 'token'
          ? `The OP takes ${method}, but its mtls_endpoint_aliases do not name the token endpoint.`
          : `The OP takes ${method}, but its mtls_endpoint_aliases do not name the CIBA endpoint.`,
      remedy:
        'Ignore this if the OP’s ordinary addresses ask for certificates, or if CIBA_ISSUER is its mutual-TLS host. Otherwise ask its operator to name both.',
    }),
  },

  idToken: {
    signed: ({ alg }: { alg: string }) => `The OP signs ID tokens with ${alg}.`,
    signedAndEncrypted: ({ alg }: { alg: string }) =>
      `The OP signs ID tokens with ${alg}, and can encrypt them to the desk’s key.`,
    notSigned: ({ alg, offered }: { alg: string; offered: readonly string[] }) => ({
      says: `CIBA_ID_TOKEN_ALG is ${alg}, and the OP signs with ${offered.join(', ')}: the desk would refuse its ID tokens.`,
      remedy:
        'Set CIBA_ID_TOKEN_ALG to the algorithm this client is registered with (id_token_signed_response_alg).',
    }),
    otherEncryption: ({ ours, offered }: { ours: readonly string[]; offered: readonly string[] }) => ({
      says: `CIBA_ID_TOKEN_KEY decrypts ${ours.join(', ')}, and the OP encrypts with ${offered.join(', ')}: the desk could not read its ID tokens.`,
      remedy: 'Set CIBA_ID_TOKEN_KEY to a key of a kind the OP can encrypt to.',
    }),
    notEncrypted: ({ ours }: { ours: readonly string[] }) => ({
      says: `CIBA_ID_TOKEN_KEY decrypts ${ours.join(', ')}, and the OP does not encrypt ID tokens.`,
      remedy: 'Remove CIBA_ID_TOKEN_KEY: while it is set, the desk refuses unencrypted ID tokens.',
    }),
  },

  revocation: {
    offered: 'Tokens can be revoked when a call ends.',
    none: {
      says: 'The OP has no revocation_endpoint: tokens stay valid until they expire, even after a call has ended.',
      remedy: 'Switch token revocation (RFC 7009) on at the OP, or let it issue short-lived tokens.',
    },
  },

  requestSigning: {
    taken: ({ alg }: { alg: string }) => `The OP takes requests signed with ${alg}.`,
    unlisted: ({ provider }: { provider: string }) =>
      `The OP does not list the algorithms of signed requests. Some versions of ${provider} take them without a list.`,
    none: {
      says: 'CIBA_SIGN_REQUESTS is true, and the OP takes no signed authentication requests.',
      remedy:
        'Set CIBA_SIGN_REQUESTS=false, or have the OP announce them (backchannel_authentication_request_signing_alg_values_supported).',
    },
    otherAlgorithm: (signing: { alg: string; taken: readonly string[]; possible: readonly string[] }) => {
      const { alg, taken, possible } = signing;
      return {
        says: `The desk signs requests with ${alg}, and the OP takes only ${taken.join(', ')}.`,
        remedy: `Set CIBA_SIGNING_ALG to ${possible.join(' or ') || 'an algorithm the OP takes'}, with a CIBA_CLIENT_KEY of that kind.`,
      };
    },
  },

  dpop: {
    taken: 'The OP binds tokens to the desk’s key.',
    otherAlgorithm: ({ alg, taken }: { alg: string; taken: readonly string[] }) => ({
      says: `CIBA_DPOP is true, and the OP takes no proofs signed with ${alg}, only ${taken.join(', ')}.`,
      remedy: `Set CIBA_DPOP=false, or switch DPoP with ${alg} on at the OP.`,
    }),
    none: ({ alg }: { alg: string }) => ({
      says: 'CIBA_DPOP is true, and the OP does not announce DPoP: the desk would refuse its bearer tokens.',
      remedy: `Set CIBA_DPOP=false, or switch DPoP with ${alg} on at the OP.`,
    }),
  },

  boundTokens: {
    bound: 'The OP can bind tokens to the desk’s certificate.',
    notTold: {
      says: 'The OP does not say that it binds tokens to certificates: others could use a stolen token.',
      remedy: 'Switch tls_client_certificate_bound_access_tokens on at the OP, if it has it.',
    },
  },

  acr: {
    known: 'The OP knows the acr values the desk asks for.',
    noList: {
      says: 'The OP does not list the acr values it knows.',
      remedy: 'Ask its operator which CIBA_ACR_VALUES it takes.',
    },
    someUnknown: ({ unknown, known }: { unknown: readonly string[]; known: readonly string[] }) => ({
      says: `The OP does not know ${unknown.join(', ')}.`,
      remedy: `Set CIBA_ACR_VALUES to some of: ${known.join(' ')}`,
    }),
    allUnknown: ({ unknown, known }: { unknown: readonly string[]; known: readonly string[] }) => ({
      says: `The OP does not know ${unknown.join(', ')}: no verification could succeed.`,
      remedy: `Set CIBA_ACR_VALUES to some of: ${known.join(' ')}`,
    }),
  },

  userCode: {
    taken: 'The OP takes user codes.',
    none: {
      says: 'CIBA_USER_CODE is true, and the OP takes no user codes.',
      remedy: 'Set CIBA_USER_CODE=false, or switch user codes on at the OP.',
    },
  },

  scopes: {
    asked: ({ scope }: { scope: string }) => `Verifications ask for: ${scope}`,
    unknown: ({ unknown }: { unknown: readonly string[] }) => ({
      says: `The OP does not list ${unknown.join(', ')} among its scopes. Some OPs list only part of theirs.`,
      remedy: 'Define what is missing at the OP, or set CIBA_SCOPE to scopes the OP has.',
    }),
  },
};
