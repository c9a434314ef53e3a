import type { App } from '../app.ts';
import type { Actor } from '../context.ts';
import { createTokenFor, createUser, findUserByName, User } from '../domains/user/index.ts';
import { Rejected } from '../errors.ts';
import { Failure } from './terminal.ts';

/** Creates the administrator of the settings while there is no user at all. True when it did. */
export async function ensureFirstUser(app: App): Promise<boolean> {
  const { adminUsername, adminPassword, adminToken } = app.host.settings;
  const ctx = await app.contextFor(null);
  if ((await ctx.em.count(User)) > 0) return false;
  try {
    await ctx.em.transactional(async (em) => {
      const tx = { ...ctx, em };
      const user = await createUser(tx, { username: adminUsername, password: adminPassword, isSuperuser: true });
      if (adminToken !== null)
        await createTokenFor(tx, user.id, { secret: adminToken, note: 'first start', lifetime: 0 });
    });
    return true;
  } catch (error) {
    // Another server that started at the same moment created it.
    if (error instanceof Rejected && error.problems.every(({ code }) => code === 'DUPLICATE')) return false;
    throw error;
  }
}

/** The superuser in whose name the command line works: the one of the settings, else the first. */
export async function getAdministrator(app: App): Promise<Actor> {
  const { adminUsername, sources } = app.host.settings;
  const ctx = await app.contextFor(null);
  const named = await findUserByName(ctx, adminUsername);
  const isAsked = sources.adminUsername !== 'default';
  const user = named || isAsked ? named : await ctx.em.findOne(User, SUPERUSER, { orderBy: { id: 'asc' } });
  if (user?.isActive && user.isSuperuser) {
    return { id: user.id, username: user.username, isSuperuser: true, isReadonly: false, roleIds: [] };
  }
  throw new Failure(
    `There is no active superuser "${adminUsername}" in whose name to work. Set PAGODA_ADMIN_USERNAME to the name of one, ` +
      `or create one: pagoda user create ${adminUsername} --superuser`,
  );
}

const SUPERUSER = { isActive: true, isSuperuser: true };

export async function hasUsers(app: App): Promise<boolean> {
  return (await (await app.contextFor(null)).em.count(User)) > 0;
}
