import NextAuth from 'next-auth';
import { signInOptions } from '@/lib/auth/sign-in';
import { server } from '@/lib/server';

type Context = { params: Promise<{ nextauth: string[] }> };

async function handler(request: Request, context: Context): Promise<Response> {
  return NextAuth(signInOptions(await server()))(request, context);
}

export { handler as GET, handler as POST };
