import type { Matter } from '@/lib/history/live/view';
import { Icon } from '../../ui/icon';
import { LockIcon, SearchIcon, WarningIcon } from '../../ui/icons';
import { StatusPicture } from '../../verification/pictures';

/** One picture for each kind, so that none is told by colour alone. */
export function AlertPicture({ matter, className }: { matter: Matter; className: string }) {
  switch (matter.kind) {
    case 'alarm':
      return (
        <StatusPicture
          view={{ status: 'failed', reason: 'fraud_reported', grantEnd: null }}
          className={className}
        />
      );
    case 'wrong_subjects':
      return (
        <StatusPicture
          view={{ status: 'failed', reason: 'wrong_subject', grantEnd: null }}
          className={className}
        />
      );
    case 'staff_limit':
      return (
        <Icon className={className}>
          <path d="M3.5 17.5a9 9 0 1 1 17 0M12 14.5l5-5M12 14.5v.01" />
        </Icon>
      );
    case 'unusual_requests':
      return (
        <Icon className={className}>
          <rect x="3" y="4" width="6" height="11" rx="1.2" />
          <rect x="11" y="4" width="6" height="11" rx="1.2" />
          <path d="M20.5 6v9M5.5 19.5h13m-3-2.5 3 2.5-3 2.5" />
        </Icon>
      );
    case 'fraud':
      return (
        <StatusPicture
          view={{ status: 'failed', reason: matter.reason, grantEnd: null }}
          className={className}
        />
      );
    case 'customer_locked':
      return <LockIcon className={className} />;
    case 'unusual_denials':
      return (
        <Icon className={className}>
          <path d="M4 20.5V14h3.5v6.5M10.2 20.5V10h3.6v10.5M16.5 20.5v-17H20v17" />
        </Icon>
      );
    case 'unusual_searches':
      return <SearchIcon className={className} />;
    case 'op_unreachable':
      return (
        <StatusPicture
          view={{ status: 'failed', reason: 'op_unreachable', grantEnd: null }}
          className={className}
        />
      );
    case 'setup_fault':
      return (
        <StatusPicture
          view={{ status: 'failed', reason: matter.reason, grantEnd: null }}
          className={className}
        />
      );
    case 'trail_unsound':
    case 'notifications_lost':
      return <WarningIcon className={className} />;
  }
}
