import { problem, type Problem } from '../../errors.ts';
import { nameKey } from '../attribute/index.ts';
import { duplicateName, isDuplicateName } from './auto-name.ts';
import type { Path } from './path.ts';

/** Which names of an entity are in use: in the database, and by what the same operation wrote before. */
export class TakenNames {
  readonly #owners: Map<string, number>;
  /** What the same operation writes. */
  readonly #own = new Set<number>();

  constructor(taken: Readonly<Record<string, number>>) {
    this.#owners = new Map(Object.entries(taken));
  }

  /** Takes a name that a user typed. Somebody else's is a problem. */
  claim(name: string, entryId: number, path: Path, problems: Problem[]): string {
    const owner = this.#owners.get(nameKey(name));
    if (owner !== undefined && owner !== entryId) {
      const other = this.#own.has(owner) ? 'Another one of these entries' : 'Another entry of this entity';
      problems.push(problem('DUPLICATE', `${other} has the name "${name}"`, path));
    } else {
      this.#owners.set(nameKey(name), entryId);
      if (owner === undefined) this.#own.add(entryId);
    }
    return name;
  }

  /** Takes a name that the entity made; one that is in use is made unique, unless the present one is that already. */
  claimAutomatic(name: string, entryId: number, present = ''): string {
    const owner = this.#owners.get(nameKey(name));
    const isFree = owner === undefined || owner === entryId;
    const free = isFree ? name : isDuplicateName(present, name, owner) ? present : duplicateName(name, owner);
    this.#owners.set(nameKey(free), entryId);
    return free;
  }
}
