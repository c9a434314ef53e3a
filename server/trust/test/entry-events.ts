import type { FormattedExecutionResult } from 'graphql';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { ADMIN_TOKEN, type ServerProcess } from './server-process.ts';

interface EntryEvent {
  readonly kind: string;
  readonly entry: { readonly name: string } | null;
}

export interface EntryEvents {
  /** Takes events until one of this kind, and with this name if any is given. Throws when the connection ends before. */
  until(kind: string, name?: string): Promise<void>;
  /** With what code the connection was closed. */
  readonly closed: Promise<number>;
  /** The errors that came instead of events. */
  readonly errors: readonly unknown[];
  close(): Promise<void>;
}

const SUBSCRIPTION = 'subscription { entryChanged { kind entry { name } } }';

/** Subscribes over a connection that is never opened again. The first event must be awaited by whoever causes one. */
export function subscribeToEntries({ url }: Pick<ServerProcess, 'url'>): EntryEvents {
  const closed = Promise.withResolvers<number>();
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { token: ADMIN_TOKEN },
    retryAttempts: 0,
    on: { closed: (event) => closed.resolve((event as { code: number }).code) },
  });
  const errors: unknown[] = [];
  const events = client.iterate<{ entryChanged: EntryEvent }>({ query: SUBSCRIPTION });
  const isMeant = (
    result: Pick<FormattedExecutionResult<{ entryChanged: EntryEvent }>, 'data' | 'errors'>,
    kind: string,
    name?: string,
  ) => {
    errors.push(...(result.errors ?? []));
    const { entryChanged: event } = result.data ?? {};
    return event?.kind === kind && (name === undefined || event.entry?.name === name);
  };
  return {
    closed: closed.promise,
    errors,
    close: async () => client.dispose(),
    until: async (kind, name) => {
      for (;;) {
        const { value, done } = await events.next();
        if (done) throw new Error('The subscription is over.');
        if (isMeant(value, kind, name)) return;
      }
    },
  };
}

/** Causes events until the subscriber hears one: from then on it misses nothing. */
export async function untilHeard(events: EntryEvents, cause: (attempt: number) => Promise<unknown>): Promise<void> {
  let isHeard = false;
  const heard = events.until('CREATED').then(() => (isHeard = true));
  for (let attempt = 0; !isHeard; attempt += 1) await cause(attempt);
  await heard;
}
