import {
  InterfaceError,
  isRouteResponse,
  isValidationError,
  response,
  type EntityProtocol,
  type EntryProtocol,
  type OverrideContext,
  type PluginContext,
  type RouteRequest,
  type RouteResponse,
} from 'pagoda-plugin-sdk';
import { blame } from '../../blame.ts';
import type { Context } from '../../context.ts';
import { Rejected, Unauthenticated } from '../../errors.ts';
import { causeOf } from '../hook-failure.ts';
import { guard, guardHost } from '../host/guard.ts';
import { makeHookContext } from '../host/plugin-context.ts';
import { requireReady } from '../host/plugin-life.ts';
import { inTime } from '../host/time-limit.ts';
import { frozenCopy } from '../plain-copy.ts';
import type { Override } from './override-table.ts';

/** One operation that is to be carried out. */
export interface OverrideCall {
  readonly entityId: number;
  /** Null where there is none yet, or where it is about many. */
  readonly entryId: number | null;
  /** Null when it came by another door than REST. */
  readonly request: RouteRequest | null;
  /** What the caller sent; null for operations that take nothing. */
  readonly data: Readonly<Record<string, unknown>> | null;
  /** The body that the default would send; null for operations that write. */
  readonly defaultAnswer: (() => Promise<unknown>) | null;
}

/**
 * Lets a plugin carry out an operation, in the transaction of the context if that is in one. Null when it leaves it to the
 * default. What the handler throws is logged, blamed on the plugin and thrown on in the words of the doors.
 */
export async function runOverride(ctx: Context, override: Override, call: OverrideCall): Promise<RouteResponse | null> {
  const { hosted, operation, handler } = override;
  const { identity, services } = hosted;
  const { id } = identity;
  requireReady(identity, services);
  const time = new AbortController();
  const limit = { milliseconds: ctx.host.settings.executionTimeout, onLate: () => time.abort() };
  const run = async (): Promise<unknown> => handler(await contextOf(ctx, override, call, time.signal));
  try {
    const returned = await guard(id, () => services.enter(ctx, id, () => inTime(limit, run())));
    if (returned === null || returned === undefined) return null;
    return checked(isRouteResponse(returned) ? returned : response(200, returned), id);
  } catch (error) {
    if (isValidationError(error)) {
      // Another copy of the SDK may be of another version.
      const path = Array.isArray(error.path) ? error.path.map(String) : [];
      throw new Rejected([{ code: 'INVALID', message: causeOf(error), path, plugin: id }], { cause: error });
    }
    if (!(error instanceof Rejected || error instanceof Unauthenticated)) {
      const message = `The override of ${operation} by the plugin ${id} failed: ${causeOf(error)}`;
      ctx.log.error({ err: error, plugin: id, operation, entity: call.entityId }, message);
    }
    throw error;
  }
}

async function contextOf(
  ctx: Context,
  { hosted, operation, params }: Override,
  { entityId, entryId, request, data, defaultAnswer }: OverrideCall,
  signal: AbortSignal,
): Promise<OverrideContext> {
  const { identity, services } = hosted;
  const { models } = services;
  const entity: EntityProtocol = await models.Entity.objects.get({ id: entityId });
  const entry: EntryProtocol | null = entryId === null ? null : await models.Entry.objects.get({ id: entryId });
  const plugin = makeHookContext(ctx, identity, services, { pluginId: identity.id, dryRun: ctx.dryRun, signal });
  const own = data && frozenCopy(data);
  // The context itself with more in it: a copy would read what is only there when it is asked for.
  const more: Omit<OverrideContext, keyof PluginContext> = {
    request,
    user: plugin.actor,
    entity,
    entry,
    data: own,
    params,
    operation,
    isAuthenticated: plugin.actor !== null,
    defaultAnswer: async () => {
      if (!defaultAnswer) {
        throw new InterfaceError(`There is no default answer to ${operation}: return nothing to let the default go on`);
      }
      // What goes wrong there is not the plugin's fault.
      return guardHost(defaultAnswer);
    },
    getRequestData: () => (own && Object.keys(own).length > 0 ? own : bodyOf(request)),
  };
  return Object.freeze(Object.assign(plugin, more));
}

/** Found before anything is committed. */
function checked(answer: RouteResponse, plugin: string): RouteResponse {
  const { status } = answer;
  if (Number.isInteger(status) && status >= 200 && status <= 599) return answer;
  throw blame(new RangeError(`${status} is no status of an answer`), plugin);
}

function bodyOf(request: RouteRequest | null): Readonly<Record<string, unknown>> {
  const body = request?.body;
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : {};
}
