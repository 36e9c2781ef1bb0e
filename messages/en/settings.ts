/** What is wrong with a setting. Each follows the setting's name and a colon, and has no full stop. */
export const say = {
  unusable: ({ problems }: { problems: readonly string[] }) =>
    `The configuration is not usable:\n${problems.map((line) => `  - ${line}`).join('\n')}`,
  problem: ({ name, problem }: { name: string; problem: string }) => `${name}: ${problem}`,
  missing: ({ name, why }: { name: string; why: string | undefined }) =>
    why ? `${name} is missing: ${why}` : `${name} is missing`,

  /** What a value has to be. */
  oneOf: ({ choices }: { choices: readonly string[] }) => `must be one of ${choices.join(', ')}`,
  address: 'must be an http or https address',
  wholeNumber: 'must be a whole number',
  moreThan: ({ least }: { least: string }) => `must be a whole number greater than ${least}`,
  atLeast: ({ least }: { least: string }) => `must be a whole number, ${least} or more`,
  atMost: ({ most }: { most: string }) => `must be a whole number, ${most} or less`,
  rootOfHost: 'must be the address of a host without a path, for example https://desk.example.com',
  https: 'must be https; plain http is allowed for localhost only',
  secret: 'must be at least 32 random characters',
  keys: 'must be one or more 256-bit keys in base64url, separated by commas',
  jsonObject: 'must be a JSON object',
  answers:
    'must be errors separated by semicolons, each alone or with its description, for example ' +
    'access_denied: not me; fraud_reported',
  eventTypes: 'must be event types (URIs), separated by spaces',
  pauses: 'must be whole numbers of seconds separated by commas, for example 30,120,600',
  openidScope: 'must contain openid',
  country: 'must be a country in two capital letters, for example GB',
  organisation: 'must be at most 80 characters long',
  timeZone: 'must be an IANA time zone, for example Europe/London',
  database:
    'must be written as postgres://user:password@host:5432/database, with several servers as host1:5432,host2:5432',
  readingDatabase: ({ wanted }: { wanted: string }) =>
    `must lead to a server that takes writes: remove target_session_attrs=${wanted}, the desk finds that server by itself`,
  roleMap: (problem: { kind: 'no_role' | 'ambiguous'; part: string } | { kind: 'not_json' }) => {
    switch (problem.kind) {
      case 'no_role':
        return `“${problem.part}” must end in =agent, =teller, =supervisor or =auditor`;
      case 'ambiguous':
        return `“${problem.part}” can be read in two ways: write the map as a JSON object, for example {"CN=Desk,DC=bank":"agent"}`;
      case 'not_json':
        return 'must be a JSON object, for example {"Desk Agents":"agent"}';
    }
  },
  unverifiedTls: 'must not be 0; to trust a private authority, set CIBA_CA to its certificate',

  /** Why a setting cannot be left out. */
  why: {
    neededBy: ({ method }: { method: string }) => `${method} needs it`,
    signsAssertions: 'private_key_jwt signs with it',
    signsRequests: 'CIBA_SIGN_REQUESTS=true signs with it',
    signsHints: 'CIBA_LOGIN_HINT=login_hint_token signs with it',
    certificateOfKey: 'it is the certificate of CIBA_CLIENT_CERT_KEY',
    keyOfCertificate: 'it is the key of CIBA_CLIENT_CERT',
    hintsTaken: ({ provider, taken }: { provider: string; taken: readonly string[] }) =>
      `${provider} takes ${taken.join(', ')}`,
  },

  /** What does not fit together. */
  notTaken: ({ provider, value, taken }: { provider: string; value: string; taken: readonly string[] }) =>
    `${provider} does not take ${value}; it takes ${taken.join(', ')}`,
  notOffered: ({ provider }: { provider: string }) => `${provider} does not offer this`,
  expiryTooLong: ({ provider, max }: { provider: string; max: number }) =>
    `${provider} takes ${max} seconds at most`,
  boundPush: 'pushed tokens cannot be bound to a key; set CIBA_DELIVERY to poll or ping',
  deskOutOfReach: ({ desk, delivery }: { desk: string; delivery: string }) =>
    `the OpenID provider cannot call ${desk}, and CIBA_DELIVERY=${delivery} needs it to`,

  /** What is wrong with the file a setting names. */
  file: {
    isContent: 'must be the path of a file, not its content',
    absent: ({ file }: { file: string }) => `there is no file ${file}`,
    unreadable: ({ file, code }: { file: string; code: string }) => `${file} cannot be read (${code})`,
    noCertificate: 'the file holds no certificate in PEM form',
    badCertificate: 'the file holds a certificate that cannot be read',
    noPrivateKey: 'the file holds no private key in PEM form, or one that is locked with a passphrase',
    noKey: 'the file holds no private key in PEM or JWK form, or one that is locked with a passphrase',
    cannotSign: ({ alg, possible }: { alg: string | undefined; possible: readonly string[] }) =>
      possible.length > 0
        ? `the key cannot sign with ${alg}, only with ${possible.join(', ')}`
        : `the key cannot sign with ${alg ?? 'any algorithm'}: use an RSA key of 2048 bits or more, an EC key ` +
          '(P-256, P-384 or P-521) or an Ed25519 key',
    cannotDecrypt: 'the key cannot decrypt ID tokens: use an RSA key of 2048 bits or more, or an EC key',
    unusableKey: ({ alg }: { alg: string }) => `the key cannot be used with ${alg}`,
    otherKey: 'the certificate does not belong to the key in CIBA_CLIENT_CERT_KEY',
  },
};
