import {
  formatDatetimeForApi,
  getPagodaVersion,
  response,
  type EntityProtocol,
  type EntryProtocol,
  type PluginContext,
  type RouteResponse,
} from 'pagoda-plugin-sdk';
import { about } from '../config.ts';

type Core = 'pagoda-core' | 'pagoda-plugin-sdk';

/** What every answer tells about the plugin, the caller and the time. */
export function frame({ actor }: PluginContext, core: Core) {
  return {
    plugin: { ...about, type: 'external', core },
    user: { username: actor?.username ?? 'anonymous', is_authenticated: actor !== null },
    ...(core === 'pagoda-core' && { pagoda_core_version: getPagodaVersion() }),
    timestamp: now(),
  };
}

export function problem(status: number, error: string, message = error, id: string = about.id): RouteResponse {
  return response(status, { error, message, plugin: { id, name: about.name }, timestamp: now() });
}

export function entityBlock(entity: EntityProtocol) {
  return {
    id: entity.id,
    name: entity.name,
    note: entity.note,
    is_active: entity.isActive,
    created_time: formatDatetimeForApi(entity.createdTime),
    created_user: entity.createdUser?.username ?? null,
  };
}

export function entryBlock(entry: EntryProtocol) {
  return {
    id: entry.id,
    name: entry.name,
    // Entries have none; clients that show both kinds find the same keys.
    note: '',
    is_active: entry.isActive,
    entity: { id: entry.schema.id, name: entry.schema.name },
    created_time: formatDatetimeForApi(entry.createdTime),
    updated_time: formatDatetimeForApi(entry.updatedTime),
    created_user: entry.createdUser?.username ?? null,
  };
}

function now(): string {
  return formatDatetimeForApi(new Date());
}
