import { takeSecurityEvent } from '@/lib/web/security-event';

/** Where the customers' app, the provider and the bank's fraud engine push Security Event Tokens. */
export function POST(request: Request): Promise<Response> {
  return takeSecurityEvent(request);
}
