'use client';

import { type MouseEvent, useEffect, useState } from 'react';
import useSWR from 'swr';
import type { ExportProgress } from '@/lib/history/export/view';
import { say as list } from '@/messages/history/list';
import { getJson } from '../web/get-json';
import { exportText } from './export-text';

const say = list.export;

const LOOK_MS = 1000;
/** The export is written down when the download begins; until then nothing is known of it. */
const MOST_TRIES = 15;

/**
 * Everything the filter finds, as a file: the browser downloads it by itself, and a line tells how far it is. Without a
 * program it is a download like any other.
 *
 * @param query the filter
 */
export function ExportLinks({ query }: { query: string }) {
  const [asked, setAsked] = useState<string | null>(null);
  const [id, setId] = useState<string | null>(null);
  // Not before there can be an answer: the browser has to ask for the file first.
  useEffect(() => {
    if (asked === null) return;
    const timer = setTimeout(() => setId(asked), LOOK_MS);
    return () => clearTimeout(timer);
  }, [asked]);
  const { data, error } = useSWR<ExportProgress, unknown>(
    id && `/api/history/exports/${id}`,
    getJson<ExportProgress>,
    {
      refreshInterval: (known) => (known && known.state !== 'running' ? 0 : LOOK_MS),
      refreshWhenHidden: true,
      revalidateOnFocus: false,
      onErrorRetry: (_error, _key, _config, revalidate, { retryCount }) => {
        if (retryCount <= MOST_TRIES) setTimeout(() => void revalidate({ retryCount }), LOOK_MS);
      },
    },
  );

  // The address is completed before the browser follows it.
  const follow = ({ currentTarget }: MouseEvent<HTMLAnchorElement>) => {
    const made = newExportId();
    const url = new URL(currentTarget.href);
    url.searchParams.set('export', made);
    currentTarget.href = url.href;
    setAsked(made);
    setId(null);
  };
  const told = asked === null ? null : exportText(data ?? null, error !== undefined);
  return (
    <>
      <p className="col-start-2 row-start-1 flex items-center self-start print:hidden">
        <span className="text-ink-soft text-sm max-sm:sr-only">{say.heading}</span>
        {(['csv', 'jsonl'] as const).map((format) => (
          <a
            key={format}
            href={`/history/export.${format}${query && `?${query}`}`}
            download
            aria-label={say.start({ format: say.formats[format] })}
            onClick={follow}
            className="inline-flex min-h-9 items-center px-2 text-seal underline decoration-seal/40 underline-offset-2 last:pr-0 hover:decoration-seal pointer-coarse:min-h-11"
          >
            {say.formats[format]}
          </a>
        ))}
        <span className="pl-2 text-ink-faint text-xs max-lg:hidden">{say.csvNote}</span>
      </p>
      {told ? (
        <p
          className={`col-span-full mt-3 text-sm print:hidden ${told.bad ? 'font-semibold text-bad' : 'text-ink-soft'}`}
        >
          {told.line}
        </p>
      ) : null}
      {/* Numbers that run are for the eye: only the beginning and the end are spoken. */}
      <span role="status" className="sr-only">
        {told?.spoken}
      </span>
    </>
  );
}

/** `exp_` and 128 random bits. */
function newExportId(): string {
  const random = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  return `exp_${random.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}
