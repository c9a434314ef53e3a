import type { AttrInfo, EntityView, EntryView, HookName, HookPayloads, UserView } from 'pagoda-plugin-sdk';

export const user: UserView = { id: 1, username: 'mori', isSuperuser: false };
export const rack: EntityView = { id: 41, name: 'Rack', note: '', isActive: true };
export const server: EntityView = { id: 57, name: 'Server', note: '', isActive: true };

export function entryOf(entity: EntityView, id = 501, name = 'rack-17'): EntryView {
  return { id, name, isActive: true, schema: { id: entity.id, name: entity.name } };
}

export function attrOf(name: string, value: unknown): AttrInfo {
  return { id: 9, schema: { id: 42, name }, name, type: 2, isReadable: true, value };
}

export function entryLifecycle(
  entity: EntityView = rack,
  entry: EntryView = entryOf(entity),
): HookPayloads['entry.after_create'] {
  return { entityName: entity.name, entity, user, entry };
}

export function entryData(entity: EntityView = rack, name = 'rack-17'): HookPayloads['entry.before_create'] {
  return { entityName: entity.name, entity, user, data: { name, attrs: [{ id: 42, value: 'x' }] } };
}

export function validation(entity: EntityView = rack, name = 'rack-17'): HookPayloads['entry.validate'] {
  return { user, schemaName: entity.name, entity, name, attrs: [{ id: 42, value: 'x' }], instance: null };
}

/** A payload for every hook, made anew for each call. */
export const payloadOf = {
  'entry.before_create': () => entryData(),
  'entry.after_create': () => entryLifecycle(),
  'entry.before_update': () => ({ ...entryData(), entry: entryOf(rack) }),
  'entry.after_update': () => entryLifecycle(),
  'entry.before_delete': () => entryLifecycle(),
  'entry.after_delete': () => entryLifecycle(),
  'entry.before_restore': () => entryLifecycle(),
  'entry.after_restore': () => entryLifecycle(),
  'entity.before_create': () => ({ entityName: rack.name, user, data: { name: rack.name } }),
  'entity.after_create': () => ({ entityName: rack.name, user, entity: rack }),
  'entity.before_update': () => ({ entityName: rack.name, user, data: { note: 'new' }, entity: rack }),
  'entity.after_update': () => ({ entityName: rack.name, user, entity: rack }),
  'entity.before_delete': () => ({ entityName: rack.name, user, entity: rack }),
  'entity.after_delete': () => ({ entityName: rack.name, user, entity: rack }),
  'entry.validate': () => validation(),
  'entry.get_attrs': () => ({ entry: entryOf(rack), attrinfo: [attrOf('height', '42')], isRetrieve: true }),
  'entity.get_attrs': () => ({ entity: rack, attrinfo: [attrOf('height', null)] }),
} satisfies { [N in HookName]: () => HookPayloads[N] };
