import type { HookName } from 'pagoda-plugin-sdk';
import { createEntity } from '../../../domains/entity/index.ts';
import { makeLogLines, type LogLine } from '../../../plugins/test/log-lines.ts';
import { makeTestApp } from '../../../test/app.ts';
import { ACTS, type Operation } from './acts.ts';
import type { Fault } from './faults.ts';
import { makeFaultyPlugin } from './faulty-plugin.ts';
import { otherPlugin } from './other-plugin.ts';
import { prepare } from './prepare.ts';
import { forgetRows, lastObjectId, storedRows } from './stored-rows.ts';

export const DOORS = ['one', 'many', 'another plugin', 'the command line'] as const;
export type FaultDoor = (typeof DOORS)[number];

/** What came of one operation. */
export interface Happening {
  /** What clients see. */
  readonly answer: string;
  /** What is stored of everything the operation had to do with, before it and after it. */
  readonly before: string;
  readonly after: string;
  /** How often the fault was called, how often the host counted it, and what the log says. */
  readonly calls: number;
  readonly failures: number;
  readonly blamed: readonly (readonly [plugin: unknown, hook: unknown])[];
  readonly lines: readonly string[];
}

export interface FaultWorld {
  perform(hook: HookName, door: FaultDoor, fault?: Fault): Promise<Happening>;
}

export function operationAt(hook: HookName, door: FaultDoor): Operation {
  const { one, many, other } = ACTS[hook];
  return { one, many, 'another plugin': other, 'the command line': one }[door];
}

/** A server with the plugin whose handlers go wrong, or without it. At the top of a file, with `await`. */
export async function makeFaultWorld(isWithout = false): Promise<FaultWorld> {
  const faulty = makeFaultyPlugin();
  const { log, lines } = makeLogLines();
  const plugins = isWithout ? [otherPlugin] : [otherPlugin, faulty.plugin];
  const { app, admin, graphql } = await makeTestApp({}, [], { plugins, log });
  // So that an id is nothing else that stands in an answer.
  await app.orm.em.fork().execute('alter sequence object_id restart with 1000000');
  const server = await createEntity(await app.contextFor(admin), {
    name: 'Server',
    attrs: [{ name: 'text', type: 'STRING' }],
  });
  await createEntity(await app.contextFor(admin), { name: 'Note' });
  await graphql(
    `mutation { updateEntity(input: { id: ${server.id}, attrs: [{ name: "part", type: OBJECT, referral: [${server.id}], isDeleteInChain: true }] }) { errors { message } } }`,
  );
  async function ask(query: string, door: FaultDoor): Promise<unknown> {
    if (door !== 'the command line') return graphql(query);
    const { data, errors } = await app.graphql(await app.contextFor(admin), { query });
    return { status: 200, data, ...(errors ? { errors } : {}) };
  }

  const failuresOf = (hook: HookName): number =>
    app.host.hooks
      .statistics()
      .filter((one) => one.plugin === 'faulty' && one.hook === hook)
      .reduce((sum, { failures }) => sum + failures, 0);

  return {
    async perform(hook, door, fault) {
      const last = await lastObjectId(app);
      const ids = await prepare(await app.contextFor(admin), server.id, ACTS[hook].needs);
      await app.settled();
      const read = async (): Promise<string> => plain(await storedRows(app, last));
      // The same as in the run without the plugin.
      const before = fault ? '' : await read();
      const failures = failuresOf(hook);
      lines.length = 0;
      if (fault) faulty.arm(hook, fault);
      const query = operationAt(hook, door).query.replace(/\$ids(\d)/g, (_all, index: string) =>
        String(ids[Number(index)]),
      );
      const answer = plain(await ask(query, door));
      await app.settled();
      const calls = faulty.disarm();
      const told = lines.filter(({ level }) => level >= 40);
      const after = await read();
      await forgetRows(app, last);
      return {
        answer: ids.reduce((text, id, index) => text.replaceAll(new RegExp(`\\b${id}\\b`, 'g'), `#${index}`), answer),
        before,
        after,
        calls,
        failures: failuresOf(hook) - failures,
        blamed: told.map(({ plugin, hook: where }: LogLine) => [plugin, where]),
        lines: told.map(({ msg }) => msg),
      };
    },
  };
}

/** The names of deleted objects have the time in them. */
function plain(value: unknown): string {
  return JSON.stringify(value, null, 1).replace(/_deleted_\d{8}_\d{6}/g, '_deleted');
}
