export const say = {
  noVerification: 'There is no such verification.',
  noPage: 'That page of the history does not exist. Start from the newest.',

  export: {
    badId: 'The desk did not understand that export. Start it from the history.',
    tooManyCustomers: 'This name fits too many customers to export. Type more of the name, or the number.',
    none: 'There is no such export.',
  },
};
