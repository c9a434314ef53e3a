import { entryHook, ValidationError, validationHook, type PluginHook } from 'pagoda-plugin-sdk';

export const hooks: readonly PluginHook[] = [
  // A rule for the entries of one entity. It waits until somebody creates that entity.
  validationHook({ entity: 'Vendor' }, ({ name }) => {
    if (name.length < 3) throw new ValidationError('The name of a vendor has at least 3 characters', ['name']);
  }),
  entryHook('after_create', { entity: 'Vendor' }, ({ entry, entityName, user }, ctx) =>
    ctx.log.info(`Entry created: ${entry.name} in ${entityName} by ${user.username}`),
  ),
];
