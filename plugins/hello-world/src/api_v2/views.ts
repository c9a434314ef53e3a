import {
  isRouteResponse,
  isValidationError,
  parseBody,
  queryInteger,
  response,
  ValidationError,
  type PluginContext,
  type PluginRouteHandler,
} from 'pagoda-plugin-sdk';
import { Entity, EntityAttr, Entry, getAvailableModels } from 'pagoda-plugin-sdk/models';
import { about, TASKS_OF } from '../config.ts';
import { startHelloWorld } from '../start-task.ts';
import { entityBlock, entryBlock, frame, problem } from './blocks.ts';

/** A list without a limit ends here; `count` tells how many there are. */
const MOST = 1000;

export const test: PluginRouteHandler = (_request, ctx) => ({
  message: 'External Hello World Plugin is working via pagoda-core!',
  test: 'no-auth',
  ...frame(ctx, 'pagoda-core'),
});

export const hello: PluginRouteHandler = (_request, ctx) => ({
  message: 'Hello from the External Hello World Plugin via pagoda-core!',
  ...frame(ctx, 'pagoda-core'),
});

export const sayHello: PluginRouteHandler = (request, ctx) => ({
  message: parseBody(request, readMessage),
  ...frame(ctx, 'pagoda-core'),
});

export const greet: PluginRouteHandler<'greet/:name/'> = ({ params: { name } }, ctx) => ({
  greeting: `Hello, ${name}!`,
  requested_name: name,
  ...frame(ctx, 'pagoda-core'),
});

export const status: PluginRouteHandler = (_request, ctx) => {
  const { plugin, ...rest } = frame(ctx, 'pagoda-core');
  const paths = ['hello/', 'greet/<name>/', 'status/', 'test/'];
  return {
    plugin: { ...plugin, status: 'active', author: 'Pagoda Development Team', installation: 'external_package' },
    system: {
      django_app: 'pagoda_hello_world_plugin',
      package_name: 'pagoda-hello-world-plugin',
      endpoints: paths.map((path) => `/api/v2/plugins/${about.id}/${path}`),
    },
    ...rest,
  };
};

export const startTask: PluginRouteHandler = async (request, ctx) => {
  const message = parseBody(request, readMessage);
  try {
    const job = await startHelloWorld(ctx, message);
    return response(201, {
      message: 'Hello World task queued successfully',
      task_message: message,
      job_id: job.id,
      job_status: job.status,
      ...frame(ctx, 'pagoda-core'),
    });
  } catch (error) {
    return problem(500, 'Failed to queue task', error instanceof Error ? error.message : String(error), TASKS_OF);
  }
};

export const listEntities: PluginRouteHandler = (_request, ctx) =>
  answer(ctx, 'Entity', 'entities', async () => {
    const entities = await Entity.objects.filter({ isActive: true });
    return { entities: entities.map(entityBlock), count: entities.length };
  });

export const readEntity: PluginRouteHandler<'entities/:id/'> = ({ params: { id } }, ctx) =>
  answer(ctx, 'Entity', 'entity', async () => {
    const entity = await Entity.objects.filter({ id: parseId(id), isActive: true }).first();
    return entity ? { entity: entityBlock(entity) } : problem(404, `Entity with ID ${id} not found`);
  });

export const listEntries: PluginRouteHandler = (request, ctx) =>
  answer(ctx, 'Entry', 'entries', async () => {
    const entityId = queryInteger(request, 'entity_id');
    const limit = queryInteger(request, 'limit', { min: 0 });
    const all = Entry.objects.filter({ isActive: true, ...(entityId !== null && { schema: { id: entityId } }) });
    const entries = await all.limit(Math.min(limit ?? MOST, MOST));
    return {
      entries: entries.map(entryBlock),
      count: limit === null ? await all.count() : entries.length,
      filters: { entity_id: entityId, limit },
    };
  });

export const readEntry: PluginRouteHandler<'entries/:id/'> = ({ params: { id } }, ctx) =>
  answer(ctx, 'Entry', 'entry', async () => {
    const entry = await Entry.objects.filter({ id: parseId(id), isActive: true }).first();
    if (!entry) return problem(404, `Entry with ID ${id} not found`);
    const values = await entry.getAttrs();
    const columns = await EntityAttr.objects.filter({ parentEntity: entry.schema, isActive: true }).orderBy('index');
    // Of what the caller may not read there is no value.
    const readable = columns.filter(({ name }) => Object.hasOwn(values, name));
    const attributes = readable.map(({ id: schemaId, name, type }) => ({
      schema: { id: schemaId, name },
      name,
      type,
      value: values[name],
    }));
    return { entry: { ...entryBlock(entry), attributes } };
  });

/** What `read` found, in its frame; else the answers that are documented for what can go wrong. */
async function answer(
  ctx: PluginContext,
  model: 'Entity' | 'Entry',
  what: string,
  read: () => Promise<object>,
): Promise<unknown> {
  if (!getAvailableModels().includes(model)) return problem(503, `${model} model not available`);
  try {
    const found = await read();
    return isRouteResponse(found) ? found : { ...found, ...frame(ctx, 'pagoda-plugin-sdk') };
  } catch (error) {
    if (isValidationError(error)) return problem(400, error.message);
    ctx.log.error(`Failed to retrieve ${what}: ${String(error)}`);
    return problem(500, `Failed to retrieve ${what}`);
  }
}

/** No object has the number 0. */
function parseId(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : 0;
}

function readMessage(body: unknown): string {
  const { message = 'Hello World!' } = Object(body) as { readonly message?: unknown };
  if (typeof message === 'string') return message;
  throw new ValidationError('message must be a text', ['message']);
}
