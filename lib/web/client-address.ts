import { isIP } from 'node:net';

/** Longer than any address with a port. */
const LONGEST = 60;

/**
 * The address a request comes from, as the outermost of our own proxies saw it: each adds the address it was called from
 * at the right of `X-Forwarded-For`, and what stands further left is what the client says of itself.
 *
 * @param proxies how many stand before the desk; with none the header is the client's own word
 * @returns undefined where it is not known
 */
export function clientAddress(headers: Pick<Headers, 'get'>, proxies: number): string | undefined {
  const seen = headers.get('x-forwarded-for')?.split(',') ?? [];
  const entry = proxies > 0 ? seen.at(-proxies)?.trim() : undefined;
  return entry === undefined || entry.length > LONGEST ? undefined : readAddress(entry);
}

/** Some proxies write the port behind it; an IPv4 address may come in IPv6's clothes. */
function readAddress(entry: string): string | undefined {
  const [, bracketed] = /^\[([^\]]+)\](?::\d+)?$/.exec(entry) ?? [];
  const [, withPort] = /^([\d.]+):\d+$/.exec(entry) ?? [];
  const address = (bracketed ?? withPort ?? entry).toLowerCase();
  const [, mapped] = /^::ffff:([\d.]+)$/.exec(address) ?? [];
  const plain = mapped ?? address;
  // A zone is a word of the proxy's own machine.
  return isIP(plain) !== 0 && !plain.includes('%') ? plain : undefined;
}
