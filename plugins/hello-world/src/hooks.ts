import {
  entityHook,
  entryHook,
  getAttrsHook,
  ValidationError,
  validationHook,
  type PluginHook,
} from 'pagoda-plugin-sdk';

/** The handlers with this filter run for the entries of one entity. Until somebody creates it they wait. */
const entity = 'helloworld';

export const hooks: readonly PluginHook[] = [
  entryHook('after_create', { entity }, ({ entry, user }, ctx) =>
    ctx.log.info(`Entry created: ${entry.name} by ${user.username}`),
  ),
  // What a before handler returns is what is written; returning nothing means unchanged too.
  entryHook('before_update', { entity }, ({ entry, user, data }, ctx) => {
    ctx.log.info(`Entry is about to change: ${entry.name} by ${user.username}`);
    return data;
  }),
  entryHook('after_update', { entity }, ({ entry, user }, ctx) =>
    ctx.log.info(`Entry changed: ${entry.name} by ${user.username}`),
  ),
  entryHook('before_delete', ({ entry, user }, ctx) =>
    ctx.log.info(`Entry is about to be deleted: ${entry.name} by ${user.username}`),
  ),
  validationHook(({ name }) => {
    if (name.toLowerCase().includes('forbidden'))
      throw new ValidationError("The name of an entry cannot contain 'forbidden' (plugin rule)", ['name']);
  }),
  // Batched: called once for a page of entries, not once for each. `debug`, because reading is the most frequent thing there is.
  getAttrsHook('entry', { batch: true }, ({ entries, attrinfos, isRetrieve }, ctx) => {
    ctx.log.debug(`Attributes of ${entries.map(({ name }) => name).join(', ')} are read (retrieve: ${isRetrieve})`);
    return attrinfos;
  }),
  getAttrsHook('entity', ({ entity: { name }, attrinfo }, ctx) => {
    ctx.log.debug(`Attributes of the entity ${name} are read`);
    return attrinfo;
  }),
  entityHook('after_create', ({ entity: { name }, user }, ctx) =>
    ctx.log.info(`Entity created: ${name} by ${user.username}`),
  ),
  entityHook('before_update', ({ entity: { name }, user, data }, ctx) => {
    ctx.log.info(`Entity is about to change: ${name} by ${user.username}`);
    return data;
  }),
  entityHook('after_update', ({ entity: { name }, user }, ctx) =>
    ctx.log.info(`Entity changed: ${name} by ${user.username}`),
  ),
];
