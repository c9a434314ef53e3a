/** Changes of entries as they happen: each user hears of those that he may see, and of no others. */
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { updateEntry } from '../../../domains/entry/index.ts';
import type { TestApp } from '../../../test/app.ts';
import type { Comparison } from './comparison.ts';
import type { PlainEntry } from './plain-world.ts';
import type { PlainUser } from './reference.ts';
import type { View } from './view.ts';

interface Event {
  readonly id: string | null;
  readonly entry: { readonly name: string } | null;
}

interface Ear {
  readonly view: View;
  /** Ids in the order of the events, of those that came after the first beacon and before the last. */
  heard(until: string): Promise<readonly string[]>;
  close(): void;
}

const SUBSCRIPTION = 'subscription { entryChanged { id entry { name } } }';

export async function compareEvents(
  test: TestApp,
  views: readonly View[],
  changed: readonly PlainEntry[],
  comparison: Comparison,
): Promise<void> {
  const url = await test.app.listen();
  const beacon = views[0]?.world.beacon;
  if (!beacon) throw new Error('Nobody listens');
  const ears = views.map((view) => listen(url, view.user, view));
  try {
    let isHeard = false;
    const all = Promise.all(ears.map((ear) => ear.heard('first'))).finally(() => (isHeard = true));
    // Awaited below; until then it must not count as forgotten.
    all.catch(() => undefined);
    for (let attempt = 0; !isHeard; attempt += 1) await rename(test, beacon, `first ${attempt}`);
    await all;
    for (const entry of changed) await rename(test, entry, `${entry.name} changed`);
    await rename(test, beacon, 'last');
    for (const ear of ears) compareOne(ear.view, changed, await ear.heard('last'), comparison);
  } finally {
    for (const ear of ears) ear.close();
  }
}

async function rename({ app, admin }: TestApp, { id }: PlainEntry, name: string): Promise<void> {
  await updateEntry(await app.contextFor(admin), { id: String(id), name });
}

function compareOne(
  view: View,
  changed: readonly PlainEntry[],
  heard: readonly string[],
  comparison: Comparison,
): void {
  for (const entry of changed) {
    const wanted = view.reads(entry) ? [`${entry.id} ${entry.name} changed`] : [];
    const got = heard.filter((text) => text.startsWith(`${entry.id} `) || text.includes(entry.name));
    comparison.compare(view.user, 'entryChanged', `entry ${entry.id}`, wanted, got);
  }
  comparison.compare(
    view.user,
    'entryChanged',
    'events without an entry',
    0,
    heard.filter((text) => text.startsWith('null')).length,
  );
}

function listen(url: string, { token }: PlainUser, view: View): Ear {
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { token },
    retryAttempts: 0,
  });
  const events = client.iterate<{ entryChanged: Event }>({ query: SUBSCRIPTION });
  return {
    view,
    close: () => void client.dispose(),
    heard: async (until) => {
      const texts: string[] = [];
      for (;;) {
        const { value, done } = await events.next();
        if (done) throw new Error('The subscription is over');
        if (value.errors) throw new Error(JSON.stringify(value.errors));
        const { id, entry } = value.data?.entryChanged ?? { id: null, entry: null };
        if (entry?.name.startsWith(until)) return texts;
        if (!entry?.name.startsWith('first')) texts.push(`${entry === null ? 'null' : id} ${entry?.name}`);
      }
    },
  };
}
