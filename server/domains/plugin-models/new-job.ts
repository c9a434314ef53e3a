/** What plugins pass to jobs, looked at before anything is done with it: many of them are written without a compiler. */
import { isDate } from 'node:util/types';
import { ValidationError, type UserRef } from 'pagoda-plugin-sdk';
import { shown, type NewJob } from '../job/index.ts';

const KEYS = ['user', 'target', 'operation', 'text', 'params', 'runAt', 'dependsOn'];

/** The argument of `Job.createNewJob`. Throws `ValidationError` that names the key. */
export function readNewJob(given: unknown): NewJob & { readonly user: UserRef | null } {
  if (!isObject(given)) throw wrong('createNewJob', 'job', given, `an object with ${KEYS.join(', ')}`);
  const unknown = Object.keys(given).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) {
    const message = `createNewJob: there is no \`${unknown}\`; a new job has ${KEYS.join(', ')}`;
    throw new ValidationError(message, [unknown]);
  }
  const { user, target, operation, text = '', params = {}, runAt = null, dependsOn } = given;
  const need = (key: string, value: unknown, what: string) => wrong('createNewJob', key, value, what);
  if (!isId(operation)) throw need('operation', operation, 'the number that PluginTaskRegistry.getOperationId gives');
  if (typeof text !== 'string') throw need('text', text, 'a text');
  if (!isPlain(params)) throw need('params', params, 'a plain object, such as { racks: 3 }');
  requireJson(params);
  if (runAt !== null && !isStorableDate(runAt)) throw need('runAt', runAt, 'a Date between the years 1 and 9999');
  const userId = idOf('createNewJob', 'user', user, 'a user, such as ctx.actor');
  return {
    user: userId === null ? null : { id: userId },
    operation,
    text,
    params,
    runAt,
    targetId: idOf('createNewJob', 'target', target, 'an entity or entry'),
    dependsOn: idOf('createNewJob', 'dependsOn', dependsOn, 'the job that must end before'),
  };
}

/** The second argument of `job.update`. */
export function readChanges(given: unknown): { readonly text?: string; readonly targetId: number | null } {
  if (typeof given === 'string') return { text: given, targetId: null };
  if (!isObject(given)) throw wrong('job.update', 'changes', given, 'a text, or { text, target }');
  const { text, target } = given;
  if (text !== undefined && typeof text !== 'string') throw wrong('job.update', 'text', text, 'a text');
  const targetId = idOf('job.update', 'target', target, 'an entity or entry');
  return text === undefined ? { targetId } : { text, targetId };
}

const MAX_ID = 2_147_483_647;

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPlain(value: unknown): value is Fields {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Of another realm there is another Object.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function isId(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MAX_ID;
}

function idOf(call: string, key: string, value: unknown, what: string): number | null {
  if (value === null || value === undefined) return null;
  const id: unknown = typeof value === 'object' ? Reflect.get(value, 'id') : undefined;
  if (isId(id)) return id;
  throw wrong(call, key, value, `${what}: an object whose \`id\` is a number`);
}

function isStorableDate(value: unknown): value is Date {
  if (!isDate(value)) return false;
  const year = value.getUTCFullYear();
  return year >= 1 && year <= 9999;
}

function requireJson(params: object): void {
  try {
    JSON.stringify(params);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    throw new ValidationError(`createNewJob: \`params\` cannot be written as JSON: ${why}`, ['params']);
  }
}

function wrong(call: string, key: string, value: unknown, what: string): ValidationError {
  const given = isDate(value) ? `the date ${String(value)}` : shown(value);
  return new ValidationError(`${call}: \`${key}\` is ${given}; give ${what}`, [key]);
}
