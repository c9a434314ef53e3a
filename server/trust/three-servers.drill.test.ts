/** Several servers on one database. */
import { afterAll, expect, test } from '@jest/globals';
import { makeCluster } from './test/cluster.ts';
import { subscribeToEntries, untilHeard } from './test/entry-events.ts';
import { startServer, type ServerProcess } from './test/server-process.ts';

const MINUTE = 60_000;
const cluster = await makeCluster();
const servers: ServerProcess[] = [];
afterAll(() => Promise.all(servers.map((server) => server.kill())));

const createEntity = (name: string) =>
  `mutation { createEntity(input: { name: "${name}", attrs: [{ name: "note", type: STRING }] }) { entity { name } errors { message } } }`;
const CREATE = `mutation ($entity: String!, $name: String!) {
  createEntry(input: { entityName: $entity, name: $name, attrs: [{ attr: "note", value: "x" }] }) { entry { name } errors { message } }
}`;

test(
  'three that start at once on an empty database are all ready, and each hears and uses at once what another did',
  async () => {
    const starting = [1, 2, 3].map(() => startServer(cluster.url));
    servers.push(...(await Promise.all(starting)));
    for (const { url } of servers) expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const [one, ...others] = servers;
    if (!one) throw new Error('None started');
    expect(await one.ask(createEntity('Rack'))).toMatchObject({ data: { createEntity: { errors: [] } } });
    const heard = servers.map((server) => subscribeToEntries(server));
    for (const events of heard) {
      await untilHeard(events, (attempt) =>
        one.ask(CREATE, { entity: 'Rack', name: `${heard.indexOf(events)} ${attempt}` }),
      );
    }
    await one.ask(CREATE, { entity: 'Rack', name: 'told to all' });
    for (const events of heard) await events.until('CREATED', 'told to all');
    for (const events of heard) await events.close();

    for (let round = 0; round < 20; round += 1) {
      expect(await one.ask(createEntity(`Rack ${round}`))).toMatchObject({ data: { createEntity: { errors: [] } } });
      for (const [index, other] of others.entries()) {
        const made = await other.ask(CREATE, { entity: `Rack ${round}`, name: `by ${index}` });
        expect(made).toMatchObject({ data: { createEntry: { entry: { name: `by ${index}` }, errors: [] } } });
      }
    }
    for (const server of servers) expect(await server.stop()).toMatchObject({ code: 0 });
    const users = await cluster.query('select username from "user"');
    expect(users).toEqual([{ username: 'admin' }]);
  },
  2 * MINUTE,
);
