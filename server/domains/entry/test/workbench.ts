import { expect } from '@jest/globals';
import type { Context } from '../../../context.ts';
import { makeTestWorld, type TestWorld } from '../../../test/context.ts';
import { createEntity, type CreateEntityInput, type Entity } from '../../entity/index.ts';
import { createEntry, listEntries, updateEntry, type EntryRow } from '../index.ts';

type Values = Readonly<Record<string, unknown>>;

export interface Workbench {
  readonly world: TestWorld;
  /** A new one, as of a request of the administrator. */
  context(): Promise<Context>;
  makeEntity(input?: Partial<CreateEntityInput>): Promise<Entity>;
  make(entity: Entity, name: string, values?: Values): Promise<EntryRow>;
  change(entry: EntryRow, values: Values, name?: string): Promise<EntryRow>;
  namesIn(entity: Entity, isActive?: boolean): Promise<string[]>;
}

/** Whole rows and their number, of a list. */
export const WANTED = { parts: { doc: true, times: true }, total: true };

/** Entities and entries in a line each, through the services. Called at the top of a test file with `await`. */
export async function makeWorkbench(): Promise<Workbench> {
  const world = await makeTestWorld();
  const context = () => world.contextOf(world.admin);
  let serial = 0;
  return {
    world,
    context,
    async makeEntity(input = {}) {
      serial += 1;
      return createEntity(await context(), { name: `Entity ${serial}`, ...input });
    },
    async make(entity, name, values = {}) {
      return createEntry(await context(), { entity: String(entity.id), name, attrs: inputsOf(values) });
    },
    async change(entry, values, name) {
      return updateEntry(await context(), { id: String(entry.id), attrs: inputsOf(values), name });
    },
    async namesIn(entity, isActive = true) {
      const page = await listEntries(await context(), { entity: String(entity.id), filter: { isActive } }, WANTED);
      return page.rows.map(({ name }) => name);
    },
  };
}

function inputsOf(values: Values): { attr: string; value: unknown }[] {
  return Object.entries(values).map(([attr, value]) => ({ attr, value }));
}

/** What an operation is rejected with that has one thing wrong. */
export function refused(code: string, ...path: string[]): object {
  return { problems: [expect.objectContaining({ code, path })] };
}
