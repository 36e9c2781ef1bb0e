/** What is wrong with the policy file, for the administrator who wrote it. */
export const say = {
  cannotRead: ({ name }: { name: string }) => `${name} cannot be read`,
  notJson: 'it is not JSON',
  notAnAmount: ({ text, currency }: { text: string; currency: string }) =>
    `"${text}" is not an amount of ${currency}`,
  /** In place of a name in the file. */
  wholeFile: 'the file',
};
