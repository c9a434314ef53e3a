import DataLoader from 'dataloader';
import type { AttrInfo, EntityData, EntityView, UserView } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { perContext } from '../../per-context.ts';
import { extensionsOf } from '../../plugins/index.ts';
import { requireActor } from '../access/index.ts';
import type { Entity, EntityAttr } from './catalog.ts';
import type { CreateEntityInput, UpdateEntityInput } from './entity.service.ts';

/** An entity as plugins see one. */
export function toEntityView(entity: Entity): EntityView {
  return { id: entity.id, name: entity.name, note: entity.note, isActive: entity.isActive };
}

export async function runBeforeCreateEntity(tx: Context, input: CreateEntityInput): Promise<CreateEntityInput> {
  const hook = 'entity.before_create';
  if (!tx.host.hooks.has(hook)) return input;
  const payload = { entityName: input.name ?? '', user: toUserView(tx), data: toData(input) };
  return tx.host.hooks.runBefore(hook, tx, payload);
}

export async function runBeforeUpdateEntity(
  tx: Context,
  entity: Entity,
  input: UpdateEntityInput,
): Promise<CreateEntityInput> {
  const hook = 'entity.before_update';
  if (!tx.host.hooks.has(hook, entity.id)) return input;
  const payload = { entityName: entity.name, user: toUserView(tx), entity: toEntityView(entity), data: toData(input) };
  return tx.host.hooks.runBefore(hook, tx, payload);
}

export async function runBeforeDeleteEntity(tx: Context, entity: Entity): Promise<void> {
  const hook = 'entity.before_delete';
  if (!tx.host.hooks.has(hook, entity.id)) return;
  await tx.host.hooks.runBefore(hook, tx, {
    entityName: entity.name,
    user: toUserView(tx),
    entity: toEntityView(entity),
  });
}

function toUserView(tx: Context): UserView {
  const { id, username, isSuperuser } = requireActor(tx);
  return { id, username, isSuperuser };
}

/** GraphQL gives objects without a prototype; handlers get plain ones. */
function toData(input: CreateEntityInput): EntityData {
  return structuredClone({ ...input }) as EntityData;
}

/** An attribute of an entity with what handlers added to it. */
export interface HookedAttr extends EntityAttr {
  readonly extensions: Readonly<Record<string, unknown>> | null;
}

/** All entities that are asked for in the same turn are shown to the handlers together, and each of them once in a request. */
const hookedLists = perContext(
  (ctx) =>
    new DataLoader((entities: readonly Entity[]): Promise<EntityAttr[][]> => {
      const batch = {
        entities: entities.map(toEntityView),
        attrinfos: entities.map(({ attrs }) => attrs.map(toAttrInfo)),
      };
      return Promise.resolve(ctx.host.hooks.runGetAttrs('entity.get_attrs', ctx, batch)).then((lists) =>
        entities.map((entity, index) => (lists[index] ?? []).flatMap((info) => withExtensions(entity, info))),
      );
    }),
);

/** The attributes of an entity as handlers leave them: in their order, perhaps fewer, perhaps with extensions. */
export function hookedAttrs(ctx: Context, entity: Entity): readonly EntityAttr[] | Promise<readonly EntityAttr[]> {
  return ctx.host.hooks.has('entity.get_attrs', entity.id) ? hookedLists(ctx).load(entity) : entity.attrs;
}

function toAttrInfo({ id, name, type }: EntityAttr): AttrInfo {
  return { id, schema: { id, name }, name, type: type.code, isReadable: true, value: null };
}

function withExtensions(entity: Entity, info: AttrInfo): HookedAttr[] {
  const attr = entity.attrs.find(({ id }) => id === info.schema?.id);
  if (!attr) return [];
  return [{ ...attr, name: info.name, extensions: extensionsOf(info) }];
}
