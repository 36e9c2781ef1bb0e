import type { Persona } from '../personas';

export interface Customer {
  /** The customer number printed on letters: C-100001 */
  readonly number: string;
  /** What the OP calls the customer (`sub`). */
  readonly subject: string;
  readonly username: string;
  readonly name: string;
  /** E.164 */
  readonly phone: string;
  readonly email: string;
  readonly city: string;
  readonly country: string;
  /** YYYY-MM-DD */
  readonly customerSince: string;
  readonly segment: 'personal' | 'business';
  readonly persona?: Persona;
}
