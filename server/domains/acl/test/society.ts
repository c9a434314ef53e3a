import { expect } from '@jest/globals';
import type { Actor } from '../../../context.ts';
import { query, sql } from '../../../db/index.ts';
import type { TestApp } from '../../../test/app.ts';
import { createEntity } from '../../entity/index.ts';
import { createEntry } from '../../entry/index.ts';
import { makePeople } from './people.ts';

export interface Person {
  readonly actor: Actor;
  readonly token: string;
}

/** The ids of an entity, its attribute, an entry and what that has in the attribute. */
export interface Objects {
  readonly entity: string;
  readonly attr: string;
  readonly entry: string;
  readonly attribute: string;
  /** In the name of the entity: `E 1`. */
  readonly serial: number;
}

export const grant = (role: number, permission: string) => ({ role: String(role), permission });

export const codes = ({ errors }: { errors: { code: string; path: string[] }[] }) =>
  errors.map(({ code, path }) => [code, path.join('.')]);

const SET = `mutation ($input: SetAclInput!, $dryRun: Boolean) { setAcl(input: $input, dryRun: $dryRun) {
  acl { id name kind isPublic defaultPermission permission roles { role { id } permission } parent { id name kind } }
  errors { code message path } } }`;

/** Ann has role A herself and B through a group above hers, Bob has his own; nobody has `empty`. */
export async function makeSociety(testApp: TestApp) {
  const { app, admin, graphql, makeUser } = testApp;
  const all = makePeople(testApp);
  const people = {
    ann: await makeUser({ username: 'ann' }),
    bob: await makeUser({ username: 'bob' }),
    reader: await makeUser({ username: 'reader', isReadonly: true }),
  };
  const roles = {
    annsA: await all.makeRole('A'),
    annsB: await all.makeRole('B'),
    bobs: await all.makeRole('bobs'),
    empty: await all.makeRole('empty'),
  };
  await all.give(roles.annsA, { user: people.ann.actor.id });
  const parent = await all.makeGroup('parent');
  await all.join(people.ann.actor, await all.makeGroup('child', parent));
  await all.give(roles.annsB, { group: parent, isAdmin: true });
  await all.give(roles.bobs, { user: people.bob.actor.id });

  const run = async <Row>(statement: ReturnType<typeof sql>): Promise<Row[]> =>
    query<Row>((await app.contextFor(null)).em, statement);
  let serial = 0;
  return {
    ...all,
    people,
    roles,
    run,
    makeObjects: async (): Promise<Objects> => {
      serial += 1;
      const ctx = await app.contextFor(admin);
      const entity = await createEntity(ctx, { name: `E ${serial}`, attrs: [{ name: 'label', type: 'STRING' }] });
      const attrs = [{ attr: 'label', value: 'x' }];
      const entry = await createEntry(ctx, { entity: String(entity.id), name: 'one', attrs });
      const [attribute] = await run<{ id: number }>(sql`select id from attribute where entry_id = ${entry.id}`);
      return {
        entity: String(entity.id),
        attr: String(entity.attrs[0]?.id),
        entry: String(entry.id),
        attribute: String(attribute?.id),
        serial,
      };
    },
    /** As the administrator unless told. */
    setAcl: async (input: object, as?: Person, dryRun = false) => {
      const answer = await graphql(SET, { input, dryRun }, as?.token);
      expect(answer.errors).toBeUndefined();
      return answer.data.setAcl;
    },
  };
}
