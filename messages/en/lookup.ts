import { count, numberText } from './locale';

export const say = {
  title: 'Customers',

  hints: {
    heading: 'Who is calling?',
    how: 'Type into the search above. Press / to get there from anywhere, ↓ to go to the results.',
    tooShort: 'Keep typing',
    shortest: ({ shortest }: { shortest: number }) =>
      `Type at least ${count(shortest, 'character', 'characters')}.`,
    /** What one may type. */
    ways: [
      {
        what: 'Name',
        example: 'maria alvarez, or alv mar',
        note: 'Parts of names in any order; accents do not matter.',
      },
      {
        what: 'Phone',
        example: '+34 612 345 001, or 001',
        note: 'The whole number in any spelling, or only its last three digits.',
      },
      { what: 'E-mail', example: 'ken.tanaka@mail.example.com', note: 'The whole address.' },
      {
        what: 'Customer number',
        example: 'C-100001, or C-10',
        note: 'As printed on letters and cards, or its first four characters.',
      },
    ],
  },

  searching: 'Searching…',
  retry: 'Try again',
  found: ({ customers }: { customers: number }) => count(customers, 'customer', 'customers'),
  foundNone: 'No customer found',
  firstOfMore: ({ shown }: { shown: number }) =>
    `Showing the first ${numberText(shown)}. Type more of the name, or the customer number, the whole phone number or e-mail address.`,

  none: {
    heading: ({ query }: { query: string }) => `No customer matches “${query}”`,
    whatElse: 'What else to try',
    ideas: [
      'Ask the caller to spell the name, and type only its first letters.',
      'Type the whole phone number they are registered with, with its country code, or only its last three digits.',
      'Type the whole e-mail address: a part of it finds nobody.',
      'Ask for the customer number: it is on every letter and card.',
    ],
  },
};
