import type { Matter } from '@/lib/history/live/view';
import { Icon } from '../../ui/icon';
import { LockIcon, WarningIcon } from '../../ui/icons';
import { StatusPicture } from '../../verification/pictures';

/** One picture for each kind, so that none is told by colour alone. */
export function AlertPicture({ matter, className }: { matter: Matter; className: string }) {
  switch (matter.kind) {
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
    case 'op_unreachable':
      return (
        <StatusPicture
          view={{ status: 'failed', reason: 'op_unreachable', grantEnd: null }}
          className={className}
        />
      );
    case 'trail_unsound':
      return <WarningIcon className={className} />;
  }
}
