import { chmod, mkdir, stat } from 'node:fs/promises';

/** Others may put things there, as into /tmp: it is not ours to close. */
const STICKY = 0o1000;

/**
 * A folder for what is nobody else's on this machine: made so that only we may enter it, and closed again where somebody
 * made it before, or opened it. What is in it then cannot be reached, whatever its own mode.
 */
export async function closedFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { mode } = await stat(folder);
  if ((mode & 0o077) === 0 || (mode & STICKY) !== 0) return;
  await chmod(folder, 0o700).catch((error: NodeJS.ErrnoException) => {
    // Somebody else's, who lets us in: an administrator's decision. Some file systems know no modes.
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EROFS'].includes(error.code ?? '')) throw error;
  });
}
