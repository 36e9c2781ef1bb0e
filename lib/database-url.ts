import { say } from '@/messages/settings';

/**
 * The servers a DATABASE_URL names, in its order, each as an address of one server. Several are separated by commas, as
 * libpq has it (PostgreSQL, 34.1.1.3); the desk works with whichever of them takes writes.
 */
export function serversIn(url: string): readonly string[] {
  const [, before, hosts, after] = /^([a-z]+:\/\/(?:[^@/?#]*@)?)([^/?#]*)(.*)$/is.exec(url) ?? [];
  if (!hosts?.includes(',')) return [url];
  return hosts.split(',').map((host) => `${before}${host}${after}`);
}

/** What of libpq's wishes for a session the desk's work comes to (PostgreSQL, 34.1.2). */
const OURS = ['any', 'read-write', 'primary'];

/** What is wrong with a DATABASE_URL, to follow its name; undefined for one that can be tried. */
export function wrongWith(url: string): string | undefined {
  if (/^(?:\/|socket:)/.test(url)) return undefined;
  const servers = serversIn(url);
  if (!/^postgres(?:ql)?:\/\//i.test(url) || !servers.every((each) => URL.canParse(each))) {
    return say.database;
  }
  const wanted = new URL(servers[0] ?? url).searchParams.get('target_session_attrs');
  return wanted === null || OURS.includes(wanted) ? undefined : say.readingDatabase({ wanted });
}
