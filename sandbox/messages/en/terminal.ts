/** What the sandbox prints in the terminal it runs in. */
export const say = {
  /** The phone rings. */
  asks: ({ name, message, link }: { name: string; message: string | undefined; link: string }) =>
    message
      ? `☎ Alder Bank asks ${name}: "${message}" Answer at ${link}`
      : `☎ Alder Bank asks ${name}. Answer at ${link}`,

  cannotStart: ({ problem }: { problem: string }) => `the sandbox cannot start: ${problem}`,
  cannotStartList: ({ problems }: { problems: readonly string[] }) =>
    `the sandbox cannot start:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,

  problems: {
    portTaken: ({ port, setting }: { port: string; setting: string }) =>
      `port ${port} is taken; set ${setting} to a free one`,
    wholeNumber: ({ name, min, max, text }: { name: string; min: number; max: number; text: string }) =>
      `${name} must be a whole number from ${min} to ${max}, not "${text}"`,
    secret: ({ name }: { name: string }) => `${name} must be set, to 16 characters or more`,
    production:
      'NODE_ENV is production, and this is a demo bank: set SANDBOX_ALLOW_PRODUCTION=1 if you mean it',
    together: ({ name, names }: { name: string; names: readonly string[] }) =>
      `${name} must be set too: it goes with ${names.join(', ')}`,
    address: ({ name, text }: { name: string; text: string }) =>
      `${name} must be an http or https address, not "${text}"`,
    unreadable: ({ file, code }: { file: string; code: string | undefined }) =>
      `${file} cannot be read (${code})`,
    noKeySet: ({ file }: { file: string }) => `${file} holds no key set`,
    gotifyCustomer: ({ text }: { text: string }) =>
      `SANDBOX_GOTIFY_CUSTOMERS names "${text}", but the bank has no such customer`,
  },
};
