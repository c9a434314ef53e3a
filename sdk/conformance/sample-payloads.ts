import type { HookName, HookPayloads } from 'pagoda-plugin-sdk';
import { sampleAttrInfos, sampleAttrs, sampleEntity, sampleEntry, sampleUser } from './sample-views.ts';

/** Payloads for a hook, each with a word about what is special. Made anew for each call, as handlers may change their copies. */
export function samplePayloads(
  hook: HookName,
  entityName: string,
): readonly (readonly [what: string, payload: object])[] {
  const [entity, entry] = [sampleEntity(entityName), sampleEntry(entityName)];
  const about = { entityName, entity, user: sampleUser };
  const whole = () => ({ name: 'sample', attrs: sampleAttrs() });
  const validate = { user: sampleUser, schemaName: entityName, entity, name: 'sample', attrs: sampleAttrs() };
  const known: Partial<{ [N in HookName]: readonly (readonly [string, HookPayloads[N]])[] }> = {
    'entry.before_create': [
      ['every type of attribute', { ...about, data: whole() }],
      ['no attributes', { ...about, data: { name: 'sample' } }],
    ],
    'entry.before_update': [
      ['every type of attribute', { ...about, entry, data: whole() }],
      ['a new name alone', { ...about, entry, data: { name: 'sample' } }],
      ['attributes alone', { ...about, entry, data: { attrs: sampleAttrs() } }],
    ],
    'entity.before_create': [['a name alone', { entityName, user: sampleUser, data: { name: entityName } }]],
    'entity.before_update': [['a note alone', { ...about, data: { note: 'new' } }]],
    'entry.validate': [
      ['a new entry', { ...validate, instance: null }],
      ['an entry that exists', { ...validate, attrs: [], instance: entry }],
    ],
    'entry.get_attrs': [
      ['every type of attribute', { entry, attrinfo: sampleAttrInfos(), isRetrieve: true }],
      ['no attributes', { entry, attrinfo: [], isRetrieve: false }],
    ],
    'entity.get_attrs': [
      ['every type of attribute', { entity, attrinfo: sampleAttrInfos() }],
      ['no attributes', { entity, attrinfo: [] }],
    ],
  };
  return known[hook] ?? [['what it is about', hook.startsWith('entry.') ? { ...about, entry } : about]];
}

/** The argument of a batched handler for a number of payloads. */
export function batchPayload(hook: HookName, payload: object, size: number): object {
  if (!hook.endsWith('.get_attrs')) return { items: Array.from({ length: size }, () => withOwnCopies(payload)) };
  const [one, many] = hook === 'entry.get_attrs' ? ['entry', 'entries'] : ['entity', 'entities'];
  const { [one]: subject, attrinfo, ...rest } = payload as Record<string, unknown>;
  const numbered = (index: number) => Object.freeze({ ...Object(subject), id: 101 + index });
  return {
    ...rest,
    [many]: Array.from({ length: size }, (_, index) => numbered(index)),
    attrinfos: Array.from({ length: size }, () => structuredClone(attrinfo)),
  };
}

/** The views stay as they are: frozen. */
function withOwnCopies(payload: object): object {
  return Object.fromEntries(
    Object.entries(payload).map(([key, value]) => [
      key,
      ['data', 'attrs'].includes(key) ? structuredClone(value) : value,
    ]),
  );
}
