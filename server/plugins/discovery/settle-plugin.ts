import { types } from 'node:util';
import type { Plugin } from 'pagoda-plugin-sdk';

/** What the host reads of a declaration again and again. */
const PARTS = [
  ...['id', 'name', 'version', 'description', 'author', 'dependencies', 'sdk', 'typeDefs', 'resolvers', 'wrap'],
  ...['routes', 'hooks', 'overrides', 'params', 'tasks', 'migrations', 'options', 'elevated'],
];

/** The plugin with parts that stay what they are: getters are read once, here. Throws what they throw. */
export function settlePlugin(plugin: Plugin): Plugin {
  const computed = PARTS.filter((part) => part in plugin && isComputed(plugin, part));
  if (computed.length === 0) return plugin;
  const values = computed.map((key): [string, PropertyDescriptor] => {
    const value: unknown = Reflect.get(plugin, key);
    return [key, { value, enumerable: true }];
  });
  // Its methods may know private parts of it, so it stays itself if it can.
  const canChange = !types.isProxy(plugin) && computed.every((part) => isOpen(plugin, part));
  return Object.defineProperties(canChange ? plugin : (Object.create(plugin) as Plugin), Object.fromEntries(values));
}

function isComputed(plugin: Plugin, part: string): boolean {
  for (let owner: unknown = plugin; typeof owner === 'object' && owner !== null; owner = Object.getPrototypeOf(owner)) {
    if (types.isProxy(owner)) return true;
    const own = Object.getOwnPropertyDescriptor(owner, part);
    if (own) return own.get !== undefined || own.set !== undefined;
  }
  return false;
}

function isOpen(plugin: Plugin, part: string): boolean {
  const own = Object.getOwnPropertyDescriptor(plugin, part);
  return own ? own.configurable === true : Object.isExtensible(plugin);
}
