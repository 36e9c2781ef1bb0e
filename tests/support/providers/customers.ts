import type { Customer } from './provider-double';

/** Two people, so that one can answer for the other. */
export const ada: Customer = {
  sub: 'auth0|5f7c8ec7c33c6c004bbafe82',
  username: 'ada',
  email: 'ada@example.com',
  phone: '+442079460101',
  userCode: '4711',
};

export const grace: Customer = {
  sub: 'auth0|5f7c8ec7c33c6c004bbafe83',
  username: 'grace',
  email: 'grace@example.com',
  phone: '+442079460102',
};

export const sampleCustomers: readonly Customer[] = [ada, grace];
