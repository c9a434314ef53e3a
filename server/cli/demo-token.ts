import type { App } from '../app.ts';
import type { Actor } from '../context.ts';
import { createTokenFor, makeAuthenticateToken } from '../domains/user/index.ts';
import { Unauthenticated } from '../errors.ts';

/** Sees to it that the token of the settings lets the administrator in, also in a database that did not have it. */
export async function ensureDemoToken(app: App, administrator: Actor): Promise<void> {
  const { adminToken } = app.host.settings;
  if (adminToken === null) return;
  const ctx = await app.contextFor(null);
  try {
    await makeAuthenticateToken(ctx.em)(adminToken);
  } catch (error) {
    if (!(error instanceof Unauthenticated)) throw error;
    await createTokenFor(ctx, administrator.id, { secret: adminToken, note: 'demo', lifetime: 0 });
  }
}
