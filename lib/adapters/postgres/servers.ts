import { serversIn } from '../../database-url';

/** The servers a DATABASE_URL names, and which of them is worked with. */
export class Servers {
  readonly all: readonly string[];
  /** An address with what is secret in it. */
  current: string;

  constructor(url: string) {
    this.all = serversIn(url);
    this.current = this.all[0] ?? url;
  }
}
