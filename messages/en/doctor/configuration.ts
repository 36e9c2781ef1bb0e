import { count } from '../locale';

/** What can be told of the settings without asking anybody. */
export const say = {
  /** The environment could not even be put together; `says` why. */
  cannotBegin: ({ says }: { says: string }) => ({ says, remedy: 'Correct that, then run this again.' }),
  readable: 'Every setting can be read, and they fit together.',

  /** What to do about a setting that cannot be used. */
  remedy: {
    https: ({ name }: { name: string }) => `Set ${name} to an https address.`,
    beyondProfile: ({ name }: { name: string }) =>
      `Change ${name} or leave it out. If the OP is another product, correct CIBA_PROFILE.`,
    byName: {
      APP_URL: 'Set it to the address people open the desk at, for example https://desk.example.com.',
      AUTH_SECRET: 'Make one with: openssl rand -base64 32',
      TOKEN_ENCRYPTION_KEYS: "Make one with: openssl rand -base64 32 | tr '+/' '-_' | tr -d '='",
      AUDIT_KEYS: "Make one with: openssl rand -base64 32 | tr '+/' '-_' | tr -d '='",
      STAFF_ISSUER:
        'Set it to the issuer of the OpenID provider staff sign in with, exactly as in its discovery document.',
      STAFF_CLIENT_ID:
        'Register the desk as a confidential client at the staff sign-in, and set its client id here.',
      STAFF_CLIENT_SECRET: 'Set it to the client secret the staff sign-in issued for the desk.',
      CIBA_ISSUER: 'Set it to the issuer of the OP, exactly as in its discovery document.',
      CIBA_CLIENT_ID:
        'Register the desk as a confidential client with CIBA at the OP, and set its client id here.',
      CIBA_LOGIN_HINT: 'Set it to the way the OP wants customers to be named.',
      CIBA_CLIENT_SECRET: 'Set it to the client secret the OP issued, or choose another CIBA_CLIENT_AUTH.',
      CIBA_CLIENT_KEY:
        'Set it to the path of a private key file (PEM or JWK) whose public half the OP knows.',
      CIBA_CLIENT_CERT:
        'Set it to the path of the client certificate (PEM), and CIBA_CLIENT_CERT_KEY to that of its key.',
      CIBA_CLIENT_CERT_KEY: 'Set it to the path of the private key (PEM) of CIBA_CLIENT_CERT.',
      CUSTOMER_API_URL: 'Set it to the base URL of the API that serves customers’ data for an access token.',
      NODE_TLS_REJECT_UNAUTHORIZED: 'Unset it, and set CIBA_CA to the certificate of your own authority.',
    } as Readonly<Record<string, string>>,
    other: ({ name }: { name: string }) =>
      `Correct ${name}, or leave it out. See .env.example for what it takes.`,
  },
  unverifiedTls: {
    says: 'NODE_TLS_REJECT_UNAUTHORIZED is 0: some connections take any certificate.',
    remedy: 'Unset it, and set CIBA_CA to the certificate of your own authority.',
  },
  unknownName: ({ name, meant }: { name: string; meant: string | undefined }) => ({
    says: `${name} is not a setting of the desk: it has no effect.`,
    remedy: meant ? `Did you mean ${meant}?` : 'Take it out, or look up the right name in .env.example.',
  }),

  secrets: {
    strong: 'They are long and look random.',
    guessable: {
      says: 'It is long enough, but not random.',
      remedy: 'Make one with: openssl rand -base64 32',
    },
    guessableKey: {
      says: 'One of the keys is not random.',
      remedy:
        "Put a new key first, and keep the old one behind it. Make one with: openssl rand -base64 32 | tr '+/' '-_' | tr -d '='",
    },
    keyTwice: {
      says: 'The same key is in it twice.',
      remedy: 'Name each key once, the newest first.',
    },
    keyOfTokens: {
      says: 'One of the keys is in TOKEN_ENCRYPTION_KEYS too.',
      remedy:
        'Give each setting keys of its own: whoever can read tokens should not be able to sign the audit trail.',
    },
    short: {
      says: 'It is shorter than the 32 bytes client_secret_jwt signs with: many OPs refuse that.',
      remedy: 'Have the OP issue a longer secret.',
    },
    shared: {
      says: 'Two of AUTH_SECRET, CIBA_CLIENT_SECRET and STAFF_CLIENT_SECRET are the same.',
      remedy: 'Give each a value of its own: whoever learns one should not hold the others.',
    },
  },

  /** Where the desk listens, and where people open it. */
  address: {
    noPort: ({ port }: { port: string }) => ({
      says: `PORT is ${port}, which is not a port.`,
      remedy: 'Set PORT to a number from 1 to 65535, or leave it out.',
    }),
    open: ({ address, port }: { address: string; port: string }) =>
      `People open the desk at ${address}; it listens on port ${port}.`,
    thisMachine: ({ address }: { address: string }) => `The desk is for this machine only, at ${address}.`,
    otherPort: ({ address, listens, host, named }: Ports) => ({
      says: `The desk listens on port ${listens}, but APP_URL is ${address}: after signing in, people would not get back to the desk.`,
      remedy: `Set APP_URL=http://${host}:${listens}, or PORT=${named}.`,
    }),
    perhapsProxy: ({ address, listens, host, named }: Ports) => ({
      says: `The desk listens on port ${listens}, but APP_URL is ${address}: after signing in, people would not get back to the desk.`,
      remedy: `Set APP_URL=http://${host}:${listens}, or PORT=${named}. Leave it only if a proxy on this machine passes one on to the other.`,
    }),
  },

  /** A request to the address people open. */
  roundTrip: {
    answers: ({ address }: { address: string }) => `The desk answers at ${address}.`,
    notRunning: 'Not checked: the desk is not running.',
    nobody: ({ address }: { address: string }) => ({
      says: `Nothing answers at ${address}.`,
      remedy: runAgain,
    }),
    unreachable: ({ says }: { says: string }) => ({ says, remedy: runAgain }),
    noDesk: ({ address, status }: { address: string; status: number }) => ({
      says: `A proxy answers ${status} at ${address}, and no desk behind it.`,
      remedy: runAgain,
    }),
    otherOrigin: ({ address }: { address: string }) => ({
      says: `At ${address} the desk takes its own pages for those of another site: the proxy changes what browsers send.`,
      remedy:
        'Have the proxy pass Origin and Host on unchanged (docs/reverse-proxies.md). The desk’s log shows both as they arrived.',
    }),
    redirects: ({ address, status }: { address: string; status: number }) => ({
      says: `${address} redirects (${status}): browsers would come from another address than APP_URL.`,
      remedy: 'Set APP_URL to the address it redirects to.',
    }),
    other: ({ address, status }: { address: string; status: number }) => ({
      says: `What answers at ${address} (${status}) is not the desk, or is a proxy that does not let everything through.`,
      remedy: 'Check APP_URL, and that the proxy passes all paths and methods on (docs/reverse-proxies.md).',
    }),
  },

  /** What requests to customers' phones hold. */
  requests: {
    time: ({ seconds }: { seconds: number }) => `Customers have ${seconds} seconds to answer.`,
    tooLong: ({ seconds, provider, max }: { seconds: number; provider: string; max: number }) => ({
      says: `Customers should have ${seconds} seconds to answer, and ${provider} takes ${max} at most.`,
      remedy: `Set CIBA_REQUESTED_EXPIRY to ${max} or less.`,
    }),
    tooShort: ({ seconds }: { seconds: number }) => ({
      says: `Customers have ${seconds} seconds to answer: too short to find a phone and read.`,
      remedy: 'Set CIBA_REQUESTED_EXPIRY to 60 or more.',
    }),
    mayBeRefused: ({ seconds, provider }: { seconds: number; provider: string }) => ({
      says: `Customers have ${seconds} seconds to answer: if that is longer than the lifetime configured for the client, ${provider} refuses the requested_expiry.`,
      remedy: 'Leave CIBA_REQUESTED_EXPIRY out unless it is no longer than that lifetime.',
    }),
    message: ({ example }: { example: string }) => `The phone shows a text such as “${example}”.`,
    noMessage: ({ provider }: { provider: string }) => ({
      says: `No binding message that ${provider} takes can hold the code.`,
      remedy: 'Choose another CIBA_PROFILE.',
    }),
    messageWithDetails: ({ example }: { example: string }) =>
      `The phone shows a text such as “${example}”, and amount and payee from authorization_details.`,
    noTransferMessage: ({ provider }: { provider: string }) =>
      `No binding message that ${provider} takes can hold amount, payee and code. Before you use transfers, set CIBA_AUTHORIZATION_DETAILS=true (RFC 9396), or CIBA_PROFILE to the OP’s product.`,
  },

  /** The files of keys and certificates. */
  files: {
    ownersOnly: 'It can be used, and only its owner can read it.',
    readByOthers: ({ file }: { file: string }) => ({
      says: `Other users of this machine can read ${file}.`,
      remedy: `chmod 600 ${file}`,
    }),
    isKey: ({ name }: { name: string }) => ({
      says: `${name} holds the text of a key.`,
      remedy: `Put it into a file, and set ${name} to the path of that file.`,
    }),
    remedy: {
      absent: ({ name, folder }: { name: string; folder: string }) =>
        `Correct the path in ${name}. Relative paths start from ${folder}.`,
      unreadable: ({ file }: { file: string }) => `Let the user the desk runs as read ${file}.`,
      cannotSign:
        'Set CIBA_SIGNING_ALG to an algorithm this key can sign with, or CIBA_CLIENT_KEY to a key of the right kind.',
      wrongKind: ({ name }: { name: string }) => `Set ${name} to a key of the right kind.`,
      otherKey:
        'Set both to the same pair. The first certificate in the file must be the desk’s own, its authorities after it.',
      certificate: ({ file }: { file: string }) =>
        `Convert it to PEM: openssl x509 -inform der -in ${file} -out cert.pem`,
      key: ({ file }: { file: string }) =>
        `Convert it to PEM without a passphrase: openssl pkcs8 -topk8 -nocrypt -in ${file} -out key.pem`,
    },
  },

  certificate: {
    valid: ({ day }: { day: string }) => `It belongs to its key and is valid until ${day}.`,
    unreadable: {
      says: 'The file holds no certificate that can be read.',
      remedy: 'Export the certificate again, in PEM form.',
    },
    expired: ({ day }: { day: string }) => ({
      says: `The certificate expired on ${day}.`,
      remedy: renew,
    }),
    expiresSoon: ({ days, day }: { days: number; day: string }) => ({
      says: `The certificate expires in ${count(days, 'day', 'days')}, on ${day}.`,
      remedy: renew,
    }),
    notYetValid: {
      says: 'The certificate is not valid yet.',
      remedy: 'Check the clock of this machine (NTP), or wait until the certificate is valid.',
    },
    notForClients: {
      says: 'The certificate was not issued for clients (extended key usage clientAuth): many servers refuse it.',
      remedy: 'Have one issued for client authentication.',
    },
  },

  authorities: {
    trusted: ({ authorities }: { authorities: number }) =>
      `CIBA_CA adds ${count(authorities, 'trusted authority', 'trusted authorities')} to the public ones.`,
    unreadable: {
      says: 'CIBA_CA holds no certificate that can be read.',
      remedy: 'Export the certificate again, in PEM form.',
    },
    expired: ({ authorities }: { authorities: number }) => ({
      says:
        authorities === 1
          ? 'The authority’s certificate has expired.'
          : 'The certificates of all authorities in it have expired.',
      remedy: 'Set CIBA_CA to the certificate of the authority that issues today.',
    }),
    oneEnds: ({ name, day }: { name: string | undefined; day: string }) => ({
      says: `The certificate of ${name ?? 'an authority'} in it ends on ${day}.`,
      remedy: 'Add the certificate that follows it to the file.',
    }),
  },

  /** Who has to agree to a transfer. */
  policy: {
    unusable: ({ problems, file }: { problems: readonly string[]; file: string }) => ({
      says: `TRANSFER_POLICY: ${problems.join('; ')}.`,
      remedy: `Correct it in ${file}.`,
    }),
    always: 'Every transfer needs a second person.',
    from: ({ limits }: { limits: readonly Limits[] }) => secondPersonFrom(limits),
    evaded: ({
      limits,
      evaded,
      file,
    }: {
      limits: readonly Limits[];
      evaded: readonly string[];
      file: string;
    }) => ({
      says: `${secondPersonFrom(limits)} Amounts in ${evaded.join(', ')} can be split into transfers to one payee that need none.`,
      remedy: `In ${file}, set perPayeeAndDay.sumFrom to no more than secondPersonFrom, unless that is what you want.`,
    }),
  },
};

interface Ports {
  address: string;
  listens: string;
  host: string;
  /** The port in the address. */
  named: string;
}

const runAgain =
  'Start the desk, and the proxy in front of it, then run this again: the desk has to answer there.';
const renew = 'Have a new one issued, and register it at the OP if the OP knows certificates by name.';

/** From which amounts on a second person is needed, in one currency. */
interface Limits {
  currency: string;
  one: string;
  payee: string;
  customer: string;
  teller: string;
}

const secondPersonFrom = (limits: readonly Limits[]) => {
  const each = limits.map(
    ({ currency, one, payee, customer, teller }) =>
      `${currency} ${one} in one transfer, and in 24 hours ${payee} to a payee, ${customer} from a customer, ${teller} by a teller`,
  );
  return `A second person has to agree from these amounts on: ${each.join('; ')}. Other currencies always need one.`;
};
