import type { DocumentNode } from 'graphql';
import { ByteLru } from './byte-lru.ts';

const DOCUMENTS_BYTES = 32_000_000;
const PERSISTED_BYTES = 4_000_000;
/** What a parsed document and its plans weigh for each character of its source; measured. */
const BYTES_PER_CHARACTER = 120;

/** The part of Apollo's caches that it uses. */
export interface Cache<V> {
  get(key: string): Promise<V | undefined>;
  set(key: string, value: V): Promise<void>;
  delete(key: string): Promise<boolean>;
}

/** Parsed and validated documents. What is known of a document, such as its plans, is forgotten with it. */
export function makeDocumentCache(limit = DOCUMENTS_BYTES): ByteLru<DocumentNode> {
  return new ByteLru(limit, ({ loc }, key) => key.length + (loc?.source.body.length ?? 0) * BYTES_PER_CHARACTER);
}

/** Documents that clients send by their hash after the first time. */
export function makePersistedQueryCache(limit = PERSISTED_BYTES): ByteLru<string> {
  return new ByteLru(limit, (source, key) => 2 * (source.length + key.length));
}

export function asApolloCache<V>(lru: ByteLru<V>): Cache<V> {
  return {
    get: async (key) => lru.get(key),
    set: async (key, value) => lru.set(key, value),
    delete: async (key) => lru.delete(key),
  };
}
