import { byteOrderMark, csvLine } from './csv';
import { columns, type ExportRow } from './row';

export type ExportFormat = 'csv' | 'jsonl';

interface Writer {
  readonly contentType: string;
  /** What comes before the first row. */
  readonly head: string;
  line(row: ExportRow): string;
}

export const writers: Readonly<Record<ExportFormat, Writer>> = {
  csv: {
    contentType: 'text/csv; charset=utf-8; header=present',
    head: byteOrderMark + csvLine(columns),
    line: (row) => csvLine(columns.map((column) => row[column])),
  },
  /** One JSON object a line. */
  jsonl: {
    contentType: 'application/jsonl; charset=utf-8',
    head: '',
    line: (row) => `${JSON.stringify(row)}\n`,
  },
};
