import { makeRowLoader } from '../../db/index.ts';

export interface RoleRow {
  readonly id: number;
  readonly name: string;
}

/** Active roles only: a deleted one shows as nothing. */
export const roleLoader = makeRowLoader<RoleRow>(`select id, name from "role" where id = any($1::int[]) and is_active`);
