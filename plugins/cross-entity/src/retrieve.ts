import {
  formatDatetimeForApi,
  notFoundResponse,
  successResponse,
  type OverrideContext,
  type RouteResponse,
} from 'pagoda-plugin-sdk';
import { EntityAttr } from 'pagoda-plugin-sdk/models';
import { about, mark } from './about.ts';
import { parseParams } from './params.ts';

/** Shows a service, with a note that this plugin did. */
export async function retrieveService({ entry, params }: OverrideContext): Promise<RouteResponse> {
  if (!entry) return notFoundResponse();
  const { id, name, schema, isActive } = entry;
  const values = await entry.getAttrs();
  const columns = await EntityAttr.objects.filter({ parentEntity: schema, isActive: true }).orderBy('index');
  // Of what the caller may not read there is no value.
  const readable = columns.filter((column) => Object.hasOwn(values, column.name));
  return successResponse({
    id,
    name,
    schema: { id: schema.id, name: schema.name },
    is_active: isActive,
    attrs: readable.map((column) => ({
      type: column.type,
      is_mandatory: column.isMandatory,
      value: values[column.name],
      schema: { id: column.id, name: column.name },
    })),
    _plugin_override: {
      ...mark('Retrieved by the cross-entity plugin'),
      plugin_version: about.version,
      params: parseParams(params),
    },
    _retrieved_at: formatDatetimeForApi(new Date()),
  });
}
