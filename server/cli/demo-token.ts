import type { App } from '../app.ts';
import { authenticateToken, createTokenFor } from '../domains/user/index.ts';
import { Unauthenticated } from '../errors.ts';
import { getAdministrator } from './first-user.ts';

/** Sees to it that the token of the settings lets the administrator in, also in a database that did not have it. */
export async function ensureDemoToken(app: App): Promise<void> {
  const { adminToken } = app.host.settings;
  if (adminToken === null) return;
  const ctx = await app.contextFor(null);
  try {
    await authenticateToken(ctx.em, adminToken);
  } catch (error) {
    if (!(error instanceof Unauthenticated)) throw error;
    const { id } = await getAdministrator(app);
    await createTokenFor(ctx, id, { secret: adminToken, note: 'demo', lifetime: 0 });
  }
}
