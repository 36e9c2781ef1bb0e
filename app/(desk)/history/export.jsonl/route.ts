import { exportRoute } from '@/lib/web/export-route';
import { noHead } from '@/lib/web/live';

export const GET = exportRoute('jsonl');

export const HEAD = noHead;
