import type {
  HookName,
  OverrideRegistration,
  PluginDeclaration,
  PluginRoute,
  SingleHookRegistration,
} from 'pagoda-plugin-sdk';

type Keys<Shape> = Record<keyof Shape, true>;

// The compiler sees to it that every key stands here.
const declaration: Keys<PluginDeclaration> = {
  id: true,
  name: true,
  version: true,
  description: true,
  author: true,
  dependencies: true,
  sdk: true,
  typeDefs: true,
  resolvers: true,
  wrap: true,
  routes: true,
  hooks: true,
  overrides: true,
  params: true,
  tasks: true,
  options: true,
  elevated: true,
  migrations: true,
  ready: true,
  stop: true,
};
const hook: Keys<SingleHookRegistration<HookName>> = {
  hook: true,
  handler: true,
  entity: true,
  priority: true,
  timeout: true,
  onError: true,
  batch: true,
  durable: true,
  needs: true,
};
const route: Keys<PluginRoute> = { method: true, path: true, auth: true, errors: true, timeout: true, handler: true };
const override: Keys<OverrideRegistration> = { operation: true, handler: true, hooks: true };

const known = { declaration, hook, route, override };

/** The keys of a part that nobody reads, each with the one that was probably meant. */
export function unknownKeys(
  part: object,
  kind: keyof typeof known,
): readonly (readonly [key: string, meant: string])[] {
  const keys = Object.keys(known[kind]);
  return Object.keys(part)
    .filter((key) => !keys.includes(key))
    .map((key) => [key, nearest(key, keys)]);
}

/** The word that takes the fewest changes. */
function nearest(word: string, words: readonly string[]): string {
  return words.toSorted((one, other) => distance(word, one) - distance(word, other))[0] ?? '';
}

function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [above, letter] of [...from].entries()) {
    const next = [above + 1];
    for (const [index, other] of [...to].entries()) {
      const swap = (row[index] ?? 0) + (letter.toLowerCase() === other.toLowerCase() ? 0 : 1);
      next.push(Math.min(swap, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
