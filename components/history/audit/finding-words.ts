import type { FindingKind } from '@/lib/audit/view';

export const findingName: Record<FindingKind, string> = {
  changed: 'Changed',
  removed: 'Removed',
  inserted: 'Inserted',
  reordered: 'Moved',
  cut_off: 'Cut off',
  rewritten: 'Rewritten',
  forged_signature: 'Forged signature',
  unsigned: 'Not signed',
  erased_unrecorded: 'Person removed',
  unrecorded: 'Not recorded',
  unreadable: 'Unreadable',
};
