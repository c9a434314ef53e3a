import { InterfaceError, type EntityProtocol, type NewEntity, type UserProtocol } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { idList, sql, type Sql } from '../../db/index.ts';
import { canReadEntity } from '../access/index.ts';
import { createEntity, deleteEntity, updateEntity, type Entity } from '../entity/index.ts';
import { booleanField, numberField, textField, timeField } from './conditions.ts';
import { relationField } from './lookup.ts';
import { currentScope } from './scope.ts';
import type { Table } from './table.ts';
import { isUserObject, loadUserObjects, userTable, type UserObject } from './user.model.ts';

/** An entity as plugins change one. */
export class EntityObject implements EntityProtocol {
  readonly id: number;
  name: string;
  note: string;
  isActive: boolean;
  readonly createdTime: Date;
  readonly createdUser: UserProtocol | null;
  readonly #id: number;
  #stored: Pick<Entity, 'name' | 'note' | 'isActive'>;

  constructor(entity: Entity, createdUser: UserObject | null) {
    const { id, name, note, isActive, createdTime } = entity;
    this.id = id;
    this.name = name;
    this.note = note;
    this.isActive = isActive;
    this.createdTime = new Date(createdTime);
    this.createdUser = createdUser;
    this.#id = id;
    this.#stored = entity;
  }

  async save(): Promise<void> {
    const { name, note, isActive } = this;
    const stored = this.#stored;
    if (isActive && !stored.isActive)
      throw new InterfaceError('A deleted entity cannot be restored. Create another one');
    const isChanged = name !== stored.name || note !== stored.note;
    if (!isChanged && isActive === stored.isActive) return;
    await this.#write(async (tx) => {
      const id = String(this.#id);
      const changed = isChanged ? await updateEntity(tx, { id, name, note }) : null;
      return isActive || !stored.isActive ? changed : deleteEntity(tx, { id });
    });
  }

  delete(): Promise<void> {
    return this.#write((tx) => deleteEntity(tx, { id: String(this.#id) }));
  }

  async #write(work: (tx: Context) => Promise<Entity | null>): Promise<void> {
    const entity = await currentScope().write(work);
    if (!entity) return;
    this.#stored = entity;
    this.name = entity.name;
    this.note = entity.note;
    this.isActive = entity.isActive;
  }
}

export function isEntityObject(value: unknown): value is EntityObject {
  return value instanceof EntityObject;
}

/** The entities that the actor may see, by the column that holds their id. */
export function visibleEntities(ctx: Context, column: Sql): Sql {
  const closed = ctx.catalog.restrictedEntities.filter((entity) => !canReadEntity(ctx, entity)).map(({ id }) => id);
  return closed.length === 0 ? sql`true` : sql`${column} <> all(${idList(closed)}::int[])`;
}

interface EntityRow {
  readonly id: number;
  readonly entityId: number;
}

export const entityTable: Table<EntityRow, EntityObject> = {
  name: 'Entity',
  from: sql`entity s`,
  id: { expression: sql`s.id`, type: 'integer' },
  columns: sql`s.id, s.id as "entityId"`,
  fields: {
    id: numberField(sql`s.id`),
    name: textField(sql`s.name`, sql`s.name_key`),
    note: textField(sql`s.note`),
    isActive: booleanField(sql`s.is_active`),
    createdTime: timeField(sql`s.created_time`),
    createdUser: relationField(sql`s.created_user_id`, isUserObject, userTable, true),
  },
  orders: {
    id: { expression: sql`s.id`, type: 'integer' },
    name: { expression: sql`s.name_key`, type: 'text' },
    createdTime: { expression: sql`s.created_time`, type: 'timestamptz' },
  },
  visible: (ctx) => visibleEntities(ctx, sql`s.id`),
  build: async (ctx, rows) => {
    const entities = await loadEntityObjects(
      ctx,
      rows.map(({ id }) => id),
    );
    return rows.flatMap(({ id }) => entities.get(id) ?? []);
  },
};

/** Entities by their ids, which the catalog knows, with who created them. */
export async function loadEntityObjects(
  ctx: Context,
  ids: Iterable<number>,
): Promise<ReadonlyMap<number, EntityObject>> {
  const entities = [...new Set(ids)].map((id) => ctx.catalog.getEntity(id));
  const users = await loadUserObjects(
    ctx,
    entities.map(({ createdUserId }) => createdUserId),
  );
  return new Map(entities.map((one) => [one.id, new EntityObject(one, users.get(one.createdUserId) ?? null)]));
}

export async function newEntity({ name, note, createdUser }: NewEntity): Promise<EntityObject> {
  return currentScope().write(async (tx) => {
    const entity = await createEntity(tx, { name, note });
    const users = await loadUserObjects(tx, [entity.createdUserId]);
    return new EntityObject(entity, users.get(entity.createdUserId) ?? null);
  }, createdUser);
}
