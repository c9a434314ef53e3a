import { getPagodaVersion, isInRange, overrideOperations, readPlugin, type PluginTaskConfig } from 'pagoda-plugin-sdk';
import type { Session } from './session.ts';
import { unknownKeys } from './unknown-keys.ts';

/** The widest range of operation numbers that an operator can give. */
const MOST_OFFSET = 9799;

/** What can be seen without calling anything. */
export function checkDeclaration(session: Session): void {
  const { plugin } = session;
  const report = (thing: string, cause: string, remedy: string): void =>
    session.report('declaration', thing, cause, remedy);
  if (!/^\d+\.\d+\.\d+([-+][\w.+-]+)?$/.test(plugin.version)) {
    report('version', `"${plugin.version}" is no version`, 'Write it as npm does, for example "1.0.0".');
  }
  checkRange(session);
  checkDependencies(session);
  if (plugin.tasks) checkTasks(session, plugin.tasks);
  for (const [index, { operation, handler }] of plugin.registrations().overrides.entries()) {
    const thing = `overrides[${index}] (${operation})`;
    if (!overrideOperations.includes(operation)) {
      report(thing, 'there is no such operation', `The operations are ${overrideOperations.join(', ')}.`);
    }
    if (typeof handler !== 'function') report(thing, 'it has no handler', 'Make it with overrideOperation.');
  }
  checkKeys(session);
}

function checkRange({ plugin: { sdk }, report }: Session): void {
  const version = getPagodaVersion();
  if (sdk === undefined) return;
  const fits = isInRange(version, sdk);
  if (fits) return;
  const cause =
    fits === null ? `"${sdk}" is no range of versions` : `"${sdk}" leaves out ${version}, with which this runs`;
  report('declaration', 'sdk', cause, `Write it as npm does, for example '^${version}'.`);
}

function checkDependencies({ plugin: { id, dependencies }, options: { plugins }, report }: Session): void {
  for (const [index, wanted] of dependencies.entries()) {
    const thing = `dependencies[${index}] (${wanted})`;
    if (typeof wanted !== 'string' || !/^[A-Za-z0-9_-]+$/.test(wanted)) {
      report(
        'declaration',
        thing,
        'that is no id of a plugin',
        'Name plugins by their ids: letters, digits, "-", "_".',
      );
    } else if (wanted === id) {
      report('declaration', thing, 'a plugin cannot depend on itself', 'Take it out.');
    } else if (dependencies.indexOf(wanted) < index) {
      report('declaration', thing, 'it stands there twice', 'Take one out.');
    } else if (plugins && !plugins.some((other) => readPlugin(other)?.id === wanted)) {
      report('declaration', thing, 'it is none of the given `plugins`', 'Give it to the suite, or correct the id.');
    }
  }
}

function checkTasks({ plugin, report }: Session, tasks: PluginTaskConfig): void {
  const byOffset = new Map<number, string>();
  for (const [name, { offset }] of Object.entries(tasks.tasks)) {
    const thing = `tasks.${name}`;
    const other = byOffset.get(offset);
    if (other) report('declaration', thing, `its offset ${offset} is that of ${other}`, 'Give each task its own.');
    if (offset > MOST_OFFSET) {
      report('declaration', thing, `no range has room for the offset ${offset}`, 'Count offsets from 0.');
    }
    byOffset.set(offset, name);
  }
  for (const list of ['hidden', 'cancelable', 'parallelizable', 'downloadable'] as const) {
    const key = `${list}Operations` as const;
    for (const name of tasks[key].filter((one) => !Object.hasOwn(tasks.tasks, one))) {
      report(
        'declaration',
        `tasks of ${plugin.id}`,
        `${key} names "${name}", which is none of them`,
        'Correct the name.',
      );
    }
  }
}

function checkKeys({ plugin, report }: Session): void {
  const { hooks, overrides } = plugin.registrations();
  // What a class keeps in its instances is its own affair.
  const isValue = isPlainPlugin(plugin);
  const parts = [
    ...(isValue ? ([['plugin', plugin, 'declaration']] as const) : []),
    ...hooks.map((part, index) => [`hooks[${index}] (${part.hook})`, part, 'hook'] as const),
    ...plugin.routes.map((part, index) => [`routes[${index}] (${part.method} ${part.path})`, part, 'route'] as const),
    ...overrides.map((part, index) => [`overrides[${index}] (${part.operation})`, part, 'override'] as const),
  ];
  for (const [thing, part, kind] of parts) {
    for (const [key, meant] of unknownKeys(part, kind)) {
      report('declaration', thing, `nobody reads its key "${key}"`, `Did you mean "${meant}"? Else take it out.`);
    }
  }
}

/** Made by `definePlugin`: nothing lies between it and the class of whichever copy of the SDK. */
function isPlainPlugin(plugin: object): boolean {
  const depth = (value: unknown): number => (value === null ? 0 : 1 + depth(Object.getPrototypeOf(value)));
  return depth(plugin) === 3;
}
