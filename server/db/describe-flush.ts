import type { Change, ChangeKind } from './change.ts';

/** The columns that soft-deleted rows have in common. */
interface SoftDeleted {
  readonly id: number;
  readonly isActive: boolean;
  readonly updatedUserId?: number | null;
  readonly updatedTime: Date;
}

/** What a flush of a row means: switching it off is its deletion, switching it on its restore. */
export function describeFlush(
  noun: Change['noun'],
  row: SoftDeleted & { readonly entityId?: number },
  kind: ChangeKind,
  original: Readonly<Record<string, unknown>> | undefined,
): Change {
  const wasActive = original?.['isActive'];
  const turned = kind === 'UPDATED' && typeof wasActive === 'boolean' && wasActive !== row.isActive;
  return {
    noun,
    kind: turned ? (row.isActive ? 'RESTORED' : 'DELETED') : kind,
    id: row.id,
    entityId: row.entityId ?? row.id,
    actorId: row.updatedUserId ?? null,
    time: row.updatedTime,
  };
}
