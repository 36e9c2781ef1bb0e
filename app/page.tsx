import { redirect } from 'next/navigation';
import { requireStaff } from '@/lib/web/page';

/** Where each role's work begins: at a caller, or, for those who only look back, at what was recorded. */
export default async function Start(): Promise<never> {
  const { roles } = await requireStaff();
  redirect(roles.every((role) => role === 'auditor') ? '/history' : '/customers');
}
