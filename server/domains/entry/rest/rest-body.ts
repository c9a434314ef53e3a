/** Entries as clients of REST read them. */
import type { Context } from '../../../context.ts';
import { entityLevel, entryLevel } from '../../access/index.ts';
import { restTime } from '../../attribute/index.ts';
import type { Entity } from '../../entity/index.ts';
import { canSeePrivate } from '../../user/index.ts';
import { extensionsOfView, storedAttributes, type AttributeView } from '../attribute-view.ts';
import { hasAttributeHooks, hookedAttributes } from '../hooked-attributes.ts';
import { loadRestObjects } from './rest-object.ts';
import type { Deleter, RestEntry } from './rest-entry.store.ts';
import { restValue } from './rest-value.ts';

type Body = Readonly<Record<string, unknown>>;

/** One of a list. */
export function restRow(ctx: Context, entry: RestEntry): Body {
  return {
    ...common(ctx, entry),
    updated_time: timeOf(ctx, entry.updatedTime),
    aliases: [],
    permission: levelOn(ctx, entry),
  };
}

/** One with its attributes, as handlers of plugins leave them. */
export async function restDetail(ctx: Context, entry: RestEntry): Promise<Body> {
  const views = hasAttributeHooks(ctx, entry.entityId)
    ? await hookedAttributes(ctx, entry, null)
    : storedAttributes(ctx, entry, null);
  await loadRestObjects(ctx, views);
  return {
    ...common(ctx, entry),
    attrs: views.map((view) => restAttr(ctx, view)),
    is_public: entry.isPublic,
    permission: levelOn(ctx, entry),
  };
}

function common(ctx: Context, { id, name, entityId, isActive, deleter, deletedTime }: RestEntry): Body {
  return {
    id,
    name,
    schema: restSchema(ctx, ctx.catalog.getEntity(entityId)),
    is_active: isActive,
    deleted_user: deleter && restUser(ctx, deleter),
    deleted_time: timeOf(ctx, deletedTime),
  };
}

function restSchema(ctx: Context, entity: Entity): Body {
  const { id, name, acl } = entity;
  return { id, name, is_public: acl.isPublic, permission: entityLevel(ctx, entity) };
}

/** The address is not for everybody to see. */
function restUser({ actor, host }: Context, user: Deleter): Body {
  return {
    id: user.id,
    username: user.username,
    email: canSeePrivate(actor, user) ? user.email : '',
    is_superuser: user.isSuperuser,
    date_joined: restTime(user.createdTime, host.settings.timeZone),
  };
}

/** What handlers added stands beside what there always is. */
function restAttr(ctx: Context, view: AttributeView): Body {
  return {
    ...extensionsOfView(view),
    id: view.id,
    type: view.type.code,
    is_mandatory: view.attr?.isMandatory ?? false,
    is_readable: view.isReadable,
    value: restValue(ctx, view),
    schema: { id: view.attr?.id ?? null, name: view.name },
  };
}

function levelOn(ctx: Context, { entityId, acl }: RestEntry): number {
  return entryLevel(ctx, ctx.catalog.getEntity(entityId), acl);
}

function timeOf({ host }: Context, time: string | null): string | null {
  return time === null ? null : restTime(time, host.settings.timeZone);
}
