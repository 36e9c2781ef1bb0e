/** For administrators at a terminal: why the desk does not start. */
export const say = {
  couldNotStart: ({ why }: { why: string }) =>
    `Countersign could not start: ${why}\nCheck DATABASE_URL, or DATA_DIR when the embedded database is used.`,
  twoTrails:
    'There is a table audit_before_chain, but the audit trail has begun already. Nothing was taken from the table: find out who put it there.',

  /** What is wrong in SECURITY_EVENTS_ISSUERS. */
  transmitters: {
    unreadable: ({ path }: { path: string }) => `${path} cannot be read`,
    notJson: 'is not JSON',
    /** Where in it, by its keys: `0.jwks_uri: must be https…`. */
    at: ({ keys, problem }: { keys: string; problem: string }) => `${keys}: ${problem}`,
    insecure: 'must be https, plain http is for localhost only',
    notPublic: 'must hold public keys only',
    token: 'must be 16 or more letters, digits and -._~+/=',
    keys: 'must have either jwks_uri or jwks',
    issuerTwice: 'names an issuer twice',
  },
};
