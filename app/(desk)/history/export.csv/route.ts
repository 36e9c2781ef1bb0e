import { exportRoute } from '@/lib/web/export-route';
import { noHead } from '@/lib/web/live';

export const GET = exportRoute('csv');

export const HEAD = noHead;
