import { say } from '@/messages/doctor/report';
import type { Check, Status } from './check';

/** By the first part of an id; headings are told in the order of the messages. */
const groups: Readonly<Record<string, string>> = {
  ...say.headings,
  secrets: say.headings.configuration,
  address: say.headings.configuration,
  requests: say.headings.configuration,
};

const marks: Readonly<Record<Status, string>> = { ok: '✓', warn: '!', fail: '✗', skipped: '–' };
const colours: Readonly<Record<Status, string>> = { ok: '32', warn: '33', fail: '31', skipped: '2' };

const TITLE = 24;
const NARROWEST = 30;

/** What a person reads: grouped, a sentence for each check, and what to do under what is not in order. */
export function table(
  checks: readonly Check[],
  { colour, width }: { colour: boolean; width: number },
): string {
  const paint = (status: Status, text: string) =>
    colour ? `\u001b[${colours[status]}m${text}\u001b[0m` : text;
  const room = Math.max(width - TITLE - 4, NARROWEST);
  const rows = ({ status, title, says, remedy }: Check) => {
    const [first = '', ...rest] = wrapped(says, room);
    return [
      `  ${paint(status, marks[status])} ${title.padEnd(TITLE - 1)} ${first}`,
      ...rest.map(indented),
      ...(remedy ? wrapped(`→ ${remedy}`, room).map(indented) : []),
    ];
  };
  const headings = Object.values(say.headings);
  const sections = headings.flatMap((heading) => {
    const members = checks.filter(({ id }) => groupOf(id) === heading);
    return members.length > 0 ? [[heading, ...members.flatMap(rows)].join('\n')] : [];
  });
  return [...sections, summary(checks)].join('\n\n');
}

export function isHealthy(checks: readonly Check[]): boolean {
  return checks.every(({ status }) => status !== 'fail');
}

export function summary(checks: readonly Check[]): string {
  const count = (status: Status) => checks.filter((one) => one.status === status).length;
  return say.summary({
    ok: count('ok'),
    warn: count('warn'),
    fail: count('fail'),
    skipped: count('skipped'),
  });
}

function groupOf(id: string): string | undefined {
  return groups[id.split('.')[0] ?? ''];
}

function indented(line: string): string {
  return `${' '.repeat(TITLE + 4)}${line}`;
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, line];
}
