/** How far an export has come. */
export interface ExportProgress {
  readonly id: string;
  readonly state: 'running' | 'finished' | 'broken_off';
  /** Rows. */
  readonly written: number;
  readonly total: number;
}
