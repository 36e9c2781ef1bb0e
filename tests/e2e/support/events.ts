import type { Page } from '@playwright/test';

/** Where the desk tells of one topic, or of several. */
export const eventsPath = (...topics: readonly string[]) =>
  `/api/events?${new URLSearchParams(topics.map((topic) => ['on', topic]))}`;

/** Whether this is a page's stream, and of this topic among others. */
export function isStream(url: string, topic?: string): boolean {
  const { pathname, searchParams } = new URL(url);
  return pathname === '/api/events' && (topic === undefined || searchParams.getAll('on').includes(topic));
}

export interface Stream {
  readonly headers: Headers;
  /** What is told next. */
  next(): Promise<unknown>;
  /** All that came, up to and with what contains this text. */
  until(text: string): Promise<string>;
  close(): Promise<void>;
}

/** The stream of a topic as it comes, asked for by the person whose page it is. */
export async function openStream(page: Page, topic: string): Promise<Stream> {
  const cookies = await page.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const { body, headers } = await fetch(new URL(eventsPath(topic), page.url()), { headers: { cookie } });
  if (!body) throw new Error('The desk sent no stream');
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const more = async () => {
    const { done, value } = await reader.read();
    if (done) throw new Error(`The stream ended after ${text}`);
    text += value;
  };
  const told = () => [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => data ?? '');
  let taken = 0;
  return {
    headers,
    async next() {
      while (told().length <= taken) await more();
      const event = JSON.parse(told()[taken++] ?? '') as { value: unknown };
      return event.value;
    },
    async until(part) {
      while (!text.includes(part)) await more();
      return text;
    },
    close: () => reader.cancel(),
  };
}
