import type { ReactNode } from 'react';
import type { EndReason, GrantEnd } from '@/lib/verification/view';
import { Icon } from '../ui/icon';
import type { Standing } from './words';

/** One picture for each way a verification can stand, so that none is told by colour alone. */
const pictures: Record<'waiting' | 'approved' | EndReason | GrantEnd, ReactNode> = {
  waiting: (
    <path d="M7 3h10M7 21h10M8 3v3.5c0 2.5 4 3.5 4 5.5s-4 3-4 5.5V21M16 3v3.5c0 2.5-4 3.5-4 5.5s4 3 4 5.5V21" />
  ),
  approved: (
    <>
      <path d="M15.2 3.6A9 9 0 1 0 20.6 9.5" />
      <path d="m7.5 12 3.5 3.8L21 4" />
    </>
  ),
  denied: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="m8.5 8.5 7 7m0-7-7 7" />
    </>
  ),
  fraud_reported: (
    <>
      <path d="M12 2.5 20 5.5v6c0 5-3.5 8.5-8 10-4.5-1.5-8-5-8-10v-6z" />
      <path d="M12 7.5v5.5M12 16.5v.01" />
    </>
  ),
  alarm_raised: (
    <>
      <path d="M12 2.5 20 5.5v6c0 5-3.5 8.5-8 10-4.5-1.5-8-5-8-10v-6z" />
      <path d="M8.5 11.5h7" />
    </>
  ),
  alarm: (
    <>
      <path d="M12 2.5 20 5.5v6c0 5-3.5 8.5-8 10-4.5-1.5-8-5-8-10v-6z" />
      <rect x="8.5" y="11" width="7" height="5" rx="1" />
      <path d="M10 11V9.5a2 2 0 0 1 4 0V11" />
    </>
  ),
  expired: (
    <>
      <circle cx="12" cy="13" r="8" />
      <path d="M12 8.5V13l3 2M9.5 2h5" />
    </>
  ),
  cancelled: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M5.7 5.7l12.6 12.6" />
    </>
  ),
  unknown_user: (
    <>
      <circle cx="9.5" cy="8" r="4" />
      <path d="M2.5 20.5c.5-4 3.5-6 7-6 1.5 0 2.8.3 4 1M16 13.5a2.5 2.5 0 1 1 3.5 2.3c-.7.4-1 .9-1 1.7M18.5 20.5v.01" />
    </>
  ),
  not_enrolled: (
    <>
      <path d="M6.5 7.5v12a2 2 0 0 0 2 2h7a2 2 0 0 0 2-2v-1M17.5 13.5v-9a2 2 0 0 0-2-2h-7" />
      <path d="m3 3 18 18" />
    </>
  ),
  wrong_subject: (
    <>
      <circle cx="8" cy="8.5" r="3.5" />
      <path d="M2 20c.4-3.7 2.8-5.8 6-5.8s5.6 2.1 6 5.8M16.5 5l4.5 4.5m0-4.5-4.5 4.5M17 14.5c2.6.3 4.6 2.2 5 5.5" />
    </>
  ),
  invalid_token: (
    <>
      <path d="M20.5 12A8.5 8.5 0 1 1 12 3.5" />
      <path d="m12 3.5-1.5 4 3 2.5-2.5 4M16.5 3.5l4 4M20.5 3.5l-4 4" />
    </>
  ),
  scope_not_granted: (
    <>
      <path d="M9.5 4H6A1.5 1.5 0 0 0 4.5 5.5V20A1.5 1.5 0 0 0 6 21.5h12a1.5 1.5 0 0 0 1.5-1.5V5.5A1.5 1.5 0 0 0 18 4h-3.5" />
      <path d="M9.5 2.5h5v3h-5zM8 10.5l1.3 1.3 2.2-2.6M14.5 10.5H16M8.3 15.2l3 3m0-3-3 3M14.5 16.7H16" />
    </>
  ),
  details_altered: (
    <>
      <path d="M13.5 2.5H6A1.5 1.5 0 0 0 4.5 4v16A1.5 1.5 0 0 0 6 21.5h12a1.5 1.5 0 0 0 1.5-1.5V8.5z" />
      <path d="M13.5 2.5v6h6M8.5 13h7M8.5 17h7M14.5 10.5l-5 9" />
    </>
  ),
  op_unreachable: (
    <>
      <path d="M7 18.5a4.5 4.5 0 0 1-.5-9A6 6 0 0 1 9 6.2M12.5 5.5a6 6 0 0 1 5.5 5 4 4 0 0 1 2.2 6.6" />
      <path d="m3 3 18 18" />
    </>
  ),
  op_busy: (
    <>
      <path d="M7 18.5a4.5 4.5 0 0 1-.5-9 6 6 0 0 1 11.5 1 4 4 0 0 1 .5 8z" />
      <path d="M8.5 14h.01M12.25 14h.01M16 14h.01" strokeWidth="2.4" />
    </>
  ),
  op_error: (
    <>
      <rect x="3" y="3.5" width="18" height="7" rx="1.5" />
      <path d="M21 14.5v-1H3v5.5a1.5 1.5 0 0 0 1.5 1.5H12M6.5 7h.01M6.5 17h.01M18 15v3.5M18 21.5v.01" />
    </>
  ),
  binding_message_refused: (
    <>
      <path d="M4.5 3.5h15a1.5 1.5 0 0 1 1.5 1.5v10a1.5 1.5 0 0 1-1.5 1.5H11l-5 4.5v-4.5H4.5A1.5 1.5 0 0 1 3 15V5a1.5 1.5 0 0 1 1.5-1.5z" />
      <path d="m9.5 7.5 5 5m0-5-5 5" />
    </>
  ),
  user_code_wrong: (
    <>
      <path d="M21.5 11V8A1.5 1.5 0 0 0 20 6.5H4A1.5 1.5 0 0 0 2.5 8v7A1.5 1.5 0 0 0 4 16.5h8.5" />
      <path d="M6.5 11.5h.01M10.25 11.5h.01M14 11.5h.01" strokeWidth="2.6" />
      <path d="m16.5 14.5 5 5m0-5-5 5" />
    </>
  ),
  client_refused: (
    <>
      <circle cx="8" cy="15.5" r="4.5" />
      <path d="m11.3 12.3 2.7-2.8M17 6.5l3.5-3.5M18 5.5l2.5 2.5M3 3l18 18" />
    </>
  ),
  request_refused: (
    <>
      <path d="M13.5 2.5H6A1.5 1.5 0 0 0 4.5 4v16A1.5 1.5 0 0 0 6 21.5h12a1.5 1.5 0 0 0 1.5-1.5V8.5z" />
      <path d="M13.5 2.5v6h6M9.5 12.5l5 5m0-5-5 5" />
    </>
  ),
  setup_wrong: (
    <>
      <path d="M14.5 6.5a4 4 0 0 1 5-3.8L17 5.2l1.8 1.8 2.5-2.5a4 4 0 0 1-5.2 5l-7.6 7.6a2 2 0 0 1-2.8-2.8l7.6-7.6z" />
      <path d="m3 3 18 18" />
    </>
  ),
  answer_unusable: (
    <>
      <path d="M4.5 3.5h15a1.5 1.5 0 0 1 1.5 1.5v10a1.5 1.5 0 0 1-1.5 1.5H11l-5 4.5v-4.5H4.5A1.5 1.5 0 0 1 3 15V5a1.5 1.5 0 0 1 1.5-1.5z" />
      <path d="M7.5 8h4M7.5 12h2M14 8h.01M16.5 8h.01M13 12h.01M16 12h.01" />
    </>
  ),
  interrupted: <path d="M3 12h4.5l2-5M14 17l2.5-5H21M13.5 3l-3 7.5h4L11 21" />,
  call_ended: (
    <path d="M2.5 15.5c0-1 .3-1.8 1-2.5C6 10.6 9 9.5 12 9.5s6 1.1 8.5 3.5c.7.7 1 1.5 1 2.5v1.2c0 .8-.7 1.4-1.5 1.3l-3-.5c-.7-.1-1.2-.7-1.2-1.4v-1.8a11 11 0 0 0-7.6 0v1.8c0 .7-.5 1.3-1.2 1.4l-3 .5c-.8.1-1.5-.5-1.5-1.3z" />
  ),
  left_customer: (
    <>
      <circle cx="8" cy="8" r="3.5" />
      <path d="M2 20c.4-3.7 2.8-5.8 6-5.8 1.7 0 3.2.6 4.3 1.7M14.5 11.5h7m-3-3 3 3-3 3" />
    </>
  ),
  signed_out: (
    <path d="M13.5 20.5H5A1.5 1.5 0 0 1 3.5 19V5A1.5 1.5 0 0 1 5 3.5h8.5M10 12h11m-3.5-3.5L21 12l-3.5 3.5" />
  ),
  grant_expired: (
    <>
      <path d="M20.5 12A8.5 8.5 0 1 0 12 20.5M12 7v5l2.5 1.5" />
      <rect x="15" y="16.5" width="7" height="5.5" rx="1" />
      <path d="M16.5 16.5v-1a2 2 0 0 1 4 0v1" />
    </>
  ),
  token_refused: (
    <>
      <rect x="5" y="11" width="14" height="9.5" rx="1.5" />
      <path d="M8 11V7.5a4 4 0 0 1 8 0V11M10 13.7l4 4m0-4-4 4" />
    </>
  ),
  page_gone: (
    <>
      <path d="M21 12V6a1.5 1.5 0 0 0-1.5-1.5h-15A1.5 1.5 0 0 0 3 6v12a1.5 1.5 0 0 0 1.5 1.5H12M3 9.5h18" />
      <path d="m16 15.5 5 5m0-5-5 5" />
    </>
  ),
  released: (
    <>
      <rect x="3.5" y="11" width="12" height="9.5" rx="1.5" />
      <path d="M6.5 11V7.5a3.5 3.5 0 0 1 6.8-1.2M9.5 14.5v2.5M17.5 12.5h4m-2-2 2 2-2 2" />
    </>
  ),
  transfer_settled: (
    <>
      <path d="M3 8h15m-4-4 4 4-4 4M21 16H6" />
      <path d="m10 12-4 4 4 4" />
    </>
  ),
  transfer_withdrawn: (
    <>
      <path d="M3 12h13M12 7.5l4.5 4.5-4.5 4.5" />
      <path d="M20.5 4v16" />
    </>
  ),
};

export function StatusPicture({ view, className }: { view: Standing; className?: string }) {
  return <Icon {...(className ? { className } : {})}>{pictures[nameOf(view)]}</Icon>;
}

function nameOf(view: Standing): keyof typeof pictures {
  if (view.status === 'requested' || view.status === 'pending') return 'waiting';
  if (view.status === 'approved') return view.grantEnd ?? 'approved';
  return view.reason ?? (view.status === 'failed' ? 'op_error' : view.status);
}
