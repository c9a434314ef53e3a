import DataLoader from 'dataloader';
import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import type { Context } from '../../context.ts';
import { selection, type Selection } from '../../graphql/index.ts';
import { perContext } from '../../per-context.ts';
import type { Entity } from '../entity/index.ts';
import type { EntryRow } from '../entry/index.ts';

export type JobTarget = Entity | EntryRow;

/** Finds entities and entries; null for what is not for the caller. Comes from outside: entries have jobs of their own. */
export type LoadTargets = (
  ctx: Context,
  ids: readonly number[],
  selection: Selection,
) => Promise<readonly (JobTarget | null)[]>;

type Loader = DataLoader<number, JobTarget | null>;

const loaders = perContext(() => new Map<readonly FieldNode[], Loader>());

/** What a job is about. All that one field of the request asks for in the same turn are read together. */
export function loadTarget(
  ctx: Context,
  id: number,
  info: GraphQLResolveInfo,
  load: LoadTargets,
): Promise<JobTarget | null> {
  const known = loaders(ctx);
  const loader = known.get(info.fieldNodes) ?? new DataLoader((ids) => load(ctx, ids, selection(info)));
  known.set(info.fieldNodes, loader);
  return loader.load(id);
}
