import { getCustomer } from '@/lib/customers/get';
import { route } from '@/lib/web/route';

/** What concerns the customer of a page that is open already: asked again and again while a colleague has them. */
export const GET = route<{ id: string }>(async ({ deps, actor, params }) => {
  const { current } = await getCustomer(deps, actor, params.id);
  return { current };
});
