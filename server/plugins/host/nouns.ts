import type { Context } from '../../context.ts';
import { isPromise } from '../maybe-promise.ts';

/** How objects of one GraphQL type of the core look to plugins, and how what plugins return of that type is found. */
export interface Noun {
  view(ctx: Context, source: object): object;
  /** By its id, if the actor may see it; null otherwise. */
  find(ctx: Context, id: string): unknown;
}

/** By the name of the GraphQL type. Objects of other types pass as they are. */
export type Nouns = Readonly<Record<string, Noun>>;

/** What code of a plugin sees of an object of this type. */
export function viewOf(nouns: Nouns, type: string, ctx: Context, source: unknown): unknown {
  const noun = Object.hasOwn(nouns, type) ? nouns[type] : undefined;
  return noun && typeof source === 'object' && source !== null ? Object.freeze(noun.view(ctx, source)) : source;
}

/** What the core works with, for what a plugin returned where its SDL promises such an object: an object with an id, or an id. */
export function sourceOf(noun: Noun, ctx: Context, returned: unknown): unknown {
  if (isPromise(returned)) return returned.then((value) => sourceOf(noun, ctx, value));
  if (Array.isArray(returned)) return returned.map((one) => sourceOf(noun, ctx, one));
  const id = typeof returned === 'object' && returned !== null && 'id' in returned ? returned.id : returned;
  return id === null || id === undefined ? null : noun.find(ctx, String(id));
}
