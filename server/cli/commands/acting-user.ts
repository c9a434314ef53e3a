import type { App } from '../../app.ts';
import type { Actor, Context } from '../../context.ts';
import { Failure } from '../terminal.ts';

/** The user that a command acts as. */
export async function getActorNamed(app: App, username: string): Promise<Actor> {
  const { findActor, findUserByName } = await import('../../domains/user/index.ts');
  const ctx = await app.contextFor(null);
  const user = await findUserByName(ctx, username);
  const actor = user && (await findActor(ctx.em, user.id));
  if (!actor) throw new Failure(`There is no active user "${username}". Who there is: pagoda user list`);
  return actor;
}

/** A context of that user, or of the system with all rights where none is named. */
export async function contextAs(app: App, username?: string): Promise<Context> {
  const { SYSTEM } = await import('../../system-actor.ts');
  return app.contextFor(username === undefined ? SYSTEM : await getActorNamed(app, username));
}
