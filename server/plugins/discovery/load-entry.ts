import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { types } from 'node:util';
import { readPlugin, type Plugin } from 'pagoda-plugin-sdk';
import { causeOf } from '../hook-failure.ts';
import type { FoundEntry } from './find-entries.ts';
import { settlePlugin } from './settle-plugin.ts';

/** Why no plugin came of an entry. */
export class NotLoaded extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'NotLoaded';
  }
}

/** Imports what a package offers and finds the plugin in it. Throws `NotLoaded`, at the latest after these milliseconds. */
export async function loadEntry({ module }: Pick<FoundEntry, 'module'>, timeout: number): Promise<Plugin> {
  if (!existsSync(module)) {
    throw new NotLoaded(`its package.json names the module ${module}, and there is no such file. Correct the path`);
  }
  const exported = await within(timeout, import(pathToFileURL(module).href)).catch((error: unknown) => {
    if (error instanceof NotLoaded) throw error;
    throw new NotLoaded(whyNotImported(error, module), { cause: error });
  });
  const plugin = pickPlugin(exported);
  return told(() => settlePlugin(plugin));
}

function within<T>(timeout: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(new NotLoaded(`its import did not end within ${timeout} ms`));
    const timer = setTimeout(giveUp, timeout);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** What a module exports as default, or the one plugin among what it exports. */
function pickPlugin(exported: object): Plugin {
  const values = Object.entries(exported).sort(
    ([left], [right]) => Number(right === 'default') - Number(left === 'default'),
  );
  const found = new Set<Plugin>();
  for (const [name, value] of values) {
    const plugin = readExport(value);
    if (plugin && name === 'default') return plugin;
    if (plugin) found.add(plugin);
  }
  const [plugin, ...more] = found;
  if (!plugin)
    throw new NotLoaded(
      'its module exports no plugin. Export what definePlugin returns, or a class that extends Plugin',
    );
  if (more.length > 0) throw new NotLoaded('its module exports several plugins. Make one of them the default export');
  return plugin;
}

function readExport(value: unknown): Plugin | null {
  return told(() => readPlugin(value));
}

function told<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new NotLoaded(causeOf(error), { cause: error });
  }
}

const BUILD_FIRST = 'Build it first, and name the JavaScript in its package.json';

function whyNotImported(error: unknown, module: string): string {
  const code = types.isNativeError(error) && 'code' in error ? error.code : undefined;
  if (code === 'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING') {
    return `its module is TypeScript inside of node_modules, where Node runs none. ${BUILD_FIRST}`;
  }
  if (isSyntaxError(error) && hasDecorators(sourceOf(error, module))) {
    return `its source has decorators, which Node cannot run. ${BUILD_FIRST}, or use the builders instead of decorators`;
  }
  if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') return `${causeOf(error)}. ${BUILD_FIRST}`;
  return isSyntaxError(error) ? `a syntax error: ${causeOf(error)}` : causeOf(error);
}

// Also of another realm, and those that type stripping raises have a name of their own.
function isSyntaxError(error: unknown): error is Error {
  return (
    types.isNativeError(error) &&
    (error.name === 'SyntaxError' || ('code' in error && error.code === 'ERR_INVALID_TYPESCRIPT_SYNTAX'))
  );
}

/** The file that the error points at; it may be one that the module imports. */
function sourceOf(error: Error, module: string): string {
  const [, url] = /^(file:\/\/.+?):\d+$/m.exec(error.stack ?? '') ?? [];
  try {
    return readFileSync(url === undefined ? module : fileURLToPath(url), 'utf8');
  } catch {
    return '';
  }
}

/** Comments, texts, templates and regular expressions: all else in which an `@` may stand. */
const PROSE =
  /\/\/.*|\/\*[^]*?\*\/|'(?:[^'\\\n]|\\[^])*'|"(?:[^"\\\n]|\\[^])*"|`(?:[^`\\]|\\[^])*`|(?<=(?:^|[(,=:[!&|?{};+>]|return)\s*)\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\//gm;

function hasDecorators(source: string): boolean {
  return /@\s*[A-Za-z_$(]/.test(source.replaceAll(PROSE, '0'));
}
