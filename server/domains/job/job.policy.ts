import type { Actor } from '../../context.ts';
import { sql, type Sql } from '../../db/index.ts';

/** A job is for who started it, and for superusers. To others there is none. */
export function canSeeJob(actor: Actor, { userId }: { readonly userId: number }): boolean {
  return actor.isSuperuser || userId === actor.id;
}

/** Who may cancel it and run it again. */
export function canControlJob(actor: Actor, job: { readonly userId: number }): boolean {
  return actor.isSuperuser || job.userId === actor.id;
}

/** Which rows of `job j` the caller may see. */
export function visibleJobs(actor: Actor): Sql {
  return actor.isSuperuser ? sql`true` : sql`j.user_id = ${actor.id}`;
}
