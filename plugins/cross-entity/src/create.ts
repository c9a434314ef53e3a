import { acceptedResponse, ValidationError, type OverrideContext, type RouteResponse } from 'pagoda-plugin-sdk';
import { Entity, EntityAttr, Entry } from 'pagoda-plugin-sdk/models';
import { mark } from './about.ts';
import { attrsIn, configurationsIn, nameIn } from './entry-input.ts';
import { parseParams } from './params.ts';
import { idsIn, relationships } from './relationships.ts';

const { attribute } = relationships.configurations;

/** Creates the configurations that the body names, and a service that holds them. */
export async function createService(ctx: OverrideContext): Promise<RouteResponse> {
  const { entity } = ctx;
  const body = ctx.getRequestData();
  const name = nameIn(body) ?? '';
  const attrs = await attrsIn(body, entity);
  const made = await createConfigurations(ctx);
  if (
    made.length > 0 &&
    (await EntityAttr.objects.filter({ parentEntity: entity, name: attribute, isActive: true }).exists())
  ) {
    attrs[attribute] = [...idsIn(attrs[attribute]), ...made];
  }
  const entry = await Entry.objects.create({ name, schema: entity, attrs });
  return acceptedResponse(
    {
      id: entry.id,
      entity_id: entity.id,
      _plugin_override: {
        ...mark('Created by the cross-entity plugin, with its configurations'),
        configurations_created: made.length,
      },
    },
    `Entry '${entry.name}' creation accepted`,
  );
}

/** The ids of those that were made. */
async function createConfigurations(ctx: OverrideContext): Promise<readonly number[]> {
  const wanted = configurationsIn(ctx.getRequestData());
  const { configuration_entity_id: given } = parseParams(ctx.params);
  if (wanted.length === 0) return [];
  if (given === null) {
    ctx.log.warn('Configurations are passed over: configuration_entity_id is not set');
    return [];
  }
  const schema = await Entity.objects
    .filter({ ...(typeof given === 'number' ? { id: given } : { name: given }), isActive: true })
    .first();
  if (!schema) throw new ValidationError(`There is no entity ${given} for configurations`, ['configurations']);
  const ids: number[] = [];
  for (const body of wanted) {
    const { id } = await Entry.objects.create({ name: nameIn(body) ?? '', schema, attrs: await attrsIn(body, schema) });
    ids.push(id);
  }
  return ids;
}
