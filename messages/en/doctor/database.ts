import { count } from '../locale';

export const say = {
  notUsable: 'Not checked: the database cannot be used.',
  notOpened: 'Not checked: the database was not opened, see above.',
  noNotificationTest: 'Not checked: no server could be asked to send a notification.',

  /** The embedded database. */
  embedded: {
    slow: 'Not checked: the embedded database took too long to open.',
    damaged: ({ folder }: { folder: string }) => ({
      says: `The embedded database in ${folder} cannot be opened.`,
      remedy:
        'Restore the folder from a backup, or set DATA_DIR to another folder to start with an empty one.',
    }),
    lockedOut: ({ folder }: { folder: string }) => ({
      says: `This user cannot write to the data folder ${folder}.`,
      remedy: 'Run this as the user the desk runs as.',
    }),
    absent: 'Not there yet: the first start makes the embedded database.',
    ofAnotherUser:
      'Not checked: the embedded database belongs to another user. Run this as the user the desk runs as.',
    deskAnswers: 'A running desk has the embedded database open, and says that it answers.',
    deskInTrouble: ({ address, status }: { address: string; status: number }) => ({
      says: `A running desk has the embedded database open, and ${address} answers ${status}.`,
      remedy: 'Look at what the desk prints. If it does not recover, start it again.',
    }),
    noDesk: ({ address }: { address: string }) => ({
      says: `The embedded database is in use, but no desk answers at ${address}.`,
      remedy:
        'If the desk is just starting, wait. To look into the database, stop the desk and run this again.',
    }),
  },

  /** Why PostgreSQL cannot be used; `address` is the database's, without its password. */
  refusal: {
    password: ({ address }: { address: string }) => ({
      says: `${address} refuses the password.`,
      remedy: 'Correct the user or the password in DATABASE_URL.',
    }),
    user: ({ address }: { address: string }) => ({
      says: `${address} refuses this user, or connections from this machine.`,
      remedy: 'Allow them in pg_hba.conf. If the server demands TLS, add ?sslmode=require to DATABASE_URL.',
    }),
    noDatabase: ({ address }: { address: string }) => ({
      says: `${address} does not exist.`,
      remedy: 'Create the database, or correct its name in DATABASE_URL.',
    }),
    full: ({ address }: { address: string }) => ({
      says: `${address} has no connection left.`,
      remedy: 'Raise max_connections, or run fewer nodes.',
    }),
    starting: ({ address }: { address: string }) => ({
      says: `${address} is starting or stopping.`,
      remedy: 'Wait until it takes connections, then run this again.',
    }),
    noServer: ({ address }: { address: string }) => ({
      says: `${address} refuses connections: nothing listens there.`,
      remedy: 'Check the host and port in DATABASE_URL, and that PostgreSQL runs.',
    }),
    notFound: ({ address }: { address: string }) => ({
      says: `The host of ${address} cannot be found.`,
      remedy: 'Correct the host in DATABASE_URL.',
    }),
    untrusted: ({ address }: { address: string }) => ({
      says: `The certificate of ${address} comes from an authority that is not trusted here.`,
      remedy:
        'Name that authority’s certificate in DATABASE_URL: ?sslmode=verify-full&sslrootcert=/path/to/ca.pem',
    }),
    noTls: ({ address }: { address: string }) => ({
      says: `${address} does not offer TLS.`,
      remedy: 'Switch TLS on there, or take sslmode out of DATABASE_URL.',
    }),
    noAddress: {
      says: 'DATABASE_URL is no address.',
      remedy: 'Write it as postgres://user:password@host:5432/database',
    },
    silent: ({ address }: { address: string }) => ({
      says: `${address} does not answer.`,
      remedy: 'Check the host in DATABASE_URL, and the firewalls between.',
    }),
    other: ({ address, code }: { address: string; code: string }) => ({
      says: `${address} cannot be used (${code}).`,
      remedy: 'Check DATABASE_URL, and the log of PostgreSQL.',
    }),
  },

  notificationsArrive: 'Nodes tell each other at once what they change.',
  notificationsLost: {
    says: 'Notifications do not arrive on this connection: pages and pings are up to 2 seconds late.',
    remedy: 'Set DATABASE_URL to the database itself instead of the pooler, or to a pooler in session mode.',
  },

  server: ({ version }: { version: number }) => `PostgreSQL ${version} answers.`,
  tooOld: ({ version, oldest }: { version: number; oldest: number }) => ({
    says: `PostgreSQL ${version} is too old.`,
    remedy: `Upgrade it: the desk needs ${oldest} or newer.`,
  }),
  standby: ({ version }: { version: number }) => ({
    says: `PostgreSQL ${version} answers, but as a standby: it can be read, and stores nothing.`,
    remedy: 'Set DATABASE_URL to the primary. With a proxy between, use its port for writing.',
  }),
  readOnly: ({ version }: { version: number }) => ({
    says: `PostgreSQL ${version} answers, but is read-only: it stores nothing.`,
    remedy: 'Set default_transaction_read_only to off for this database and the desk’s user.',
  }),

  trigrams: {
    installed: 'The extension pg_trgm is installed: the search for customers uses it.',
    unavailable: {
      says: 'The server does not have the extension pg_trgm, and the search for customers needs it.',
      remedy: 'Install PostgreSQL’s contrib package on the server.',
    },
    firstStart: 'The first start installs the extension pg_trgm.',
    notAllowed: {
      says: 'The search for customers needs the extension pg_trgm, and the desk’s user may not install it.',
      remedy: 'As the database’s owner, run: create extension pg_trgm;',
    },
  },

  migrations: {
    newer: ({ unknown }: { unknown: readonly string[] }) => ({
      says: `The database was made by a newer Countersign (${unknown.join(', ')}).`,
      remedy: 'Run that version, or restore the database from before the upgrade.',
    }),
    upToDate: 'The tables are up to date.',
    notAllowed: {
      says: 'Tables have to be made or changed, and the desk’s user may not do that.',
      remedy: 'As the database’s owner, grant create on schema public to the desk’s user.',
    },
    empty: 'The database is empty: the first start makes the tables.',
    pending: ({ names }: { names: readonly string[] }) => ({
      says: `${count(names.length, 'migration waits', 'migrations wait')}: ${names.join(', ')}.`,
      remedy: 'Make a backup. The next start brings the tables up to date.',
    }),
  },

  customers: ({ customers }: { customers: number }) =>
    `${count(customers, 'customer', 'customers')} can be looked up.`,
  noCustomers: {
    says: 'There are no customers to look up yet.',
    remedy: 'Fill the table customers from your own system. The first start makes the table.',
  },
  noSandboxCustomers: {
    says: 'There are no customers to look up yet.',
    remedy: 'Start the desk: it copies the customers of the sandbox bank.',
  },
};
