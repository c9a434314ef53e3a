import { problem, type Problem } from '../../errors.ts';
import { nameKey } from '../attribute/index.ts';
import { duplicateName } from './auto-name.ts';
import type { Path } from './path.ts';

/** Which names of an entity are in use: in the database, and by what the same operation wrote before. */
export class TakenNames {
  readonly #owners: Map<string, number>;

  constructor(taken: Readonly<Record<string, number>>) {
    this.#owners = new Map(Object.entries(taken));
  }

  /** Takes a name that a user typed. Somebody else's is a problem. */
  claim(name: string, entryId: number, path: Path, problems: Problem[]): string {
    const owner = this.#owners.get(nameKey(name));
    if (owner !== undefined && owner !== entryId) {
      problems.push(problem('DUPLICATE', `Another entry (id ${owner}) of this entity has the name "${name}"`, path));
    } else {
      this.#owners.set(nameKey(name), entryId);
    }
    return name;
  }

  /** Takes a name that the entity made; one that is in use is made unique. */
  claimAutomatic(name: string, entryId: number): string {
    const owner = this.#owners.get(nameKey(name));
    const free = owner === undefined || owner === entryId ? name : duplicateName(name, owner);
    this.#owners.set(nameKey(free), entryId);
    return free;
  }
}
