// Tests of types: the compiler runs them. Each line under `@ts-expect-error` must not compile.
import {
  hookNames,
  normalizeHookName,
  response,
  ValidationError,
  type AnyHookRegistration,
  type AttrInfo,
  type EntryData,
  type HookBatch,
  type HookContext,
  type HookName,
  type HookPayloads,
  type HookRegistration,
  type HookResult,
  type LegacyHookName,
  type Registration,
  type Route,
} from './index.ts';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function check<_T extends true>(): void {}

check<Equal<keyof HookPayloads, HookName>>();
check<Equal<LegacyHookName<'entry.validate'>, 'validate_entry'>>();
check<Equal<HookResult<'entry.before_create'>, EntryData>>();
check<Equal<HookResult<'entity.get_attrs'>, AttrInfo[]>>();
check<Equal<HookResult<'entry.after_create'>, never>>();
check<Equal<HookBatch<'entry.after_create'>, { readonly items: readonly HookPayloads['entry.after_create'][] }>>();
check<Equal<HookBatch<'entry.get_attrs'>['attrinfos'], AttrInfo[][]>>();
// @ts-expect-error the two differ
check<Equal<HookResult<'entry.validate'>, EntryData>>();

const normalized: HookName = normalizeHookName('get_entry_attr');
// @ts-expect-error any text may come back as it is
const unknownName: HookName = normalizeHookName(`${normalized}!`);
// @ts-expect-error the list is not for changing
hookNames.push(unknownName);

export const accepted: readonly AnyHookRegistration[] = [
  {
    hook: 'entry.before_create',
    handler: ({ data, entityName, user }) => ({ ...data, name: `${entityName}-${user.id}` }),
  },
  { hook: 'entry.before_create', handler: async ({ data }) => data },
  { hook: 'entry.before_create', handler: () => {} },
  { hook: 'entry.before_create', handler: async () => {} },
  { hook: 'entry.before_delete', entity: 'Rack', priority: 50, timeout: 100, onError: 'reject', handler: () => {} },
  { hook: 'before_create_entry_v2', handler: ({ data }) => data },
  { hook: 'entry.get_attrs', handler: ({ attrinfo }) => attrinfo.filter(({ name }) => name !== 'secret') },
  {
    hook: 'entry.get_attrs',
    batch: true,
    handler: ({ entries, attrinfos }) => attrinfos.map((list, index) => (entries[index]?.isActive ? list : null)),
  },
  { hook: 'entity.get_attrs', batch: true, handler: ({ entities }) => entities.map(() => undefined) },
  {
    hook: 'entry.validate',
    batch: true,
    handler: ({ items }) => items.map(({ name }) => (name === '' ? new ValidationError('no name', ['name']) : null)),
  },
  {
    hook: 'entry.after_create',
    batch: true,
    handler: async ({ items }, ctx: HookContext) => {
      const ids: readonly string[] | undefined = ctx.changeIds;
      await fetch(`https://example.com/?changes=${ids?.length ?? items.length}`, { signal: ctx.signal });
    },
  },
];

export const refused: readonly AnyHookRegistration[] = [
  // @ts-expect-error there is no such hook
  { hook: 'entry.after_explode', handler: () => {} },
  // @ts-expect-error an after hook returns nothing
  { hook: 'entry.after_create', handler: () => ({ name: 'x' }) },
  // @ts-expect-error the data is an object
  { hook: 'entry.before_create', handler: () => 'x' },
  // @ts-expect-error there is no such key
  { hook: 'entry.before_create', handler: () => ({ nmae: 'x' }) },
  // @ts-expect-error a name is a text
  { hook: 'entry.before_create', handler: () => ({ name: 5 }) },
  // @ts-expect-error an entity that is being created is not there yet
  { hook: 'entity.before_create', handler: ({ entity }) => void entity },
  // @ts-expect-error entities have no validation of their own
  { hook: 'entity.validate', handler: () => {} },
  // @ts-expect-error an element lacks its name and type
  { hook: 'entry.get_attrs', handler: () => [{ value: 1 }] },
  // @ts-expect-error onError is for before hooks
  { hook: 'entry.after_create', onError: 'reject', handler: () => {} },
  // @ts-expect-error a handler without `batch` gets one payload
  { hook: 'entry.after_create', handler: ({ items }) => void items },
  // @ts-expect-error a batched handler gets many
  { hook: 'entry.after_create', batch: true, handler: ({ entry }) => void entry },
  // @ts-expect-error what a batched validation finds are errors
  { hook: 'entry.validate', batch: true, handler: () => ['no'] },
  // @ts-expect-error a handler is a function
  { hook: 'entry.validate', handler: 'validate' },
];

export const viewsAreReadOnly: HookRegistration<'entry.before_update'> = {
  hook: 'entry.before_update',
  handler: ({ entry, user, data }) => {
    data.name = 'allowed';
    // @ts-expect-error an entry is changed by returning data
    entry.name = 'x';
    // @ts-expect-error a user is not changed at all
    user.isSuperuser = true;
  },
};

const route: Route = { method: 'GET', path: '/x/', handler: ({ params }) => response(200, params['id']) };
export const registration: Registration = { id: 'hello', routes: [route], hooks: accepted };
// @ts-expect-error a registration has an id
export const nameless: Registration = { routes: [route] };
// @ts-expect-error there is no such method
export const trace: Route = { ...route, method: 'TRACE' };
// @ts-expect-error a status is a number
response('200');
