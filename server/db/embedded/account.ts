import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** The operating system account that PostgreSQL runs under; null is our own. */
export type Account = { readonly uid: number; readonly gid: number } | null;

/** PostgreSQL refuses to run as root, so root lends it another account. */
export function findAccount(): Account {
  if (process.getuid?.() !== 0) return null;
  const rows = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const row = rows.find(([name]) => name === 'postgres') ?? rows.find(([name]) => name === 'nobody');
  if (!row) {
    throw new Error(
      'PostgreSQL cannot run as root and there is no account "postgres" or "nobody" to lend it. ' +
        'Start as another user, or set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
  return { uid: Number(row[2]), gid: Number(row[3]) };
}

/** Whether every directory on the way lets other accounts pass. */
export function isReachableByOthers(path: string): boolean {
  for (let directory = resolve(path); ; directory = dirname(directory)) {
    const mode = statSync(directory, { throwIfNoEntry: false })?.mode;
    if (mode !== undefined && (mode & 0o001) === 0) return false;
    if (directory === dirname(directory)) return true;
  }
}
