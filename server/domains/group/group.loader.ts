import { makeRowLoader } from '../../db/index.ts';

export interface GroupRow {
  readonly id: number;
  readonly name: string;
}

/** Active groups only: a deleted one shows as nothing. */
export const groupLoader = makeRowLoader<GroupRow>(
  `select id, name from "group" where id = any($1::int[]) and is_active`,
);
