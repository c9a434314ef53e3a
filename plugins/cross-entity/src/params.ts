import { ValidationError } from 'pagoda-plugin-sdk';

/** What `params` in `BACKEND_PLUGIN_ENTITY_OVERRIDES` may say. */
export interface Params {
  /** The entity of configurations: its id, or its name. Without it none are created. */
  readonly configuration_entity_id: number | string | null;
  /** Whether what belongs to a service is deleted with it, unless the request says otherwise. */
  readonly cascade_delete: boolean;
}

/** Drops other keys. What it returned it takes again. */
export function parseParams({
  configuration_entity_id: entity = null,
  cascade_delete: cascade = false,
}: Readonly<Record<string, unknown>>): Params & Readonly<Record<string, unknown>> {
  if (typeof entity !== 'number' && typeof entity !== 'string' && entity !== null) {
    throw new ValidationError('configuration_entity_id must be the id or the name of an entity');
  }
  if (typeof cascade !== 'boolean') throw new ValidationError('cascade_delete must be true or false');
  return { configuration_entity_id: entity, cascade_delete: cascade };
}
