/** The channel on which processes pass on what plugins publish. */
export const PLUGIN_MESSAGE = 'pagoda_plugin_message';

/** What one plugin says on one topic. */
export interface Message {
  readonly pluginId: string;
  readonly topic: string;
  /** The payload as JSON, or the number of the row that has it. */
  readonly content: string | { readonly row: number };
}

/** Of two equal payloads in one transaction PostgreSQL would pass on one, so each is given a number. */
let count = 0;

/** Ids of plugins and names of topics have no spaces. */
export function toNotification({ pluginId, topic, content }: Message): string {
  count += 1;
  const text = typeof content === 'string' ? content : `@${content.row}`;
  return `${count.toString(36)} ${pluginId} ${topic} ${text}`;
}

/** Null for what no server of this version sends. */
export function fromNotification(payload: string): Message | null {
  const [, pluginId, topic, text] = /^\S+ (\S+) (\S+) ([^]*)$/.exec(payload) ?? [];
  if (pluginId === undefined || topic === undefined || text === undefined) return null;
  return { pluginId, topic, content: text.startsWith('@') ? { row: Number(text.slice(1)) } : text };
}
