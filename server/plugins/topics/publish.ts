import type { EntityManager } from '@mikro-orm/postgresql';
import { InterfaceError } from 'pagoda-plugin-sdk';
import { insertMessage, notifyMessage } from './message.store.ts';
import { toNotification, type Message } from './message.ts';
import { whyNotJson } from './why-not-json.ts';

/** PostgreSQL takes less than 8,000 bytes. */
const LONGEST_NOTIFICATION = 7_900;
const LONGEST_PAYLOAD = 1_000_000;

type Transact = (work: (em: EntityManager) => Promise<void>) => Promise<void>;

/** Tells all processes, with the commit of the transaction. What is too long for NOTIFY waits in a row for those who listen. */
export async function publish(
  { pluginId, topic, payload }: Pick<Message, 'pluginId' | 'topic'> & { readonly payload: unknown },
  transact: Transact,
): Promise<void> {
  const reason = whyNotJson(payload);
  if (reason !== null) throw new InterfaceError(`What is published on "${topic}" must be JSON, and ${reason}`);
  const content = JSON.stringify(payload);
  const size = Buffer.byteLength(content);
  if (size > LONGEST_PAYLOAD) {
    throw new InterfaceError(
      `What is published on "${topic}" has ${size} bytes, and at most ${LONGEST_PAYLOAD} can be sent. Store it, and publish where it is`,
    );
  }
  const notification = toNotification({ pluginId, topic, content });
  await transact(async (em) => {
    const isShort = Buffer.byteLength(notification) <= LONGEST_NOTIFICATION;
    const sent = isShort
      ? notification
      : toNotification({ pluginId, topic, content: { row: await insertMessage(em, content) } });
    await notifyMessage(em, sent);
  });
}
