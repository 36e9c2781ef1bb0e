import { takeNotification } from '@/lib/web/notification';

/** Where the OP pings and pushes. */
export function POST(request: Request): Promise<Response> {
  return takeNotification(request);
}
