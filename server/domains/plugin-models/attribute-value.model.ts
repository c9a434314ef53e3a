import type { AttributeValueProtocol, UserProtocol } from 'pagoda-plugin-sdk';
import { sql } from '../../db/index.ts';
import {
  attributeTable,
  isAttributeObject,
  loadAttributeObjects,
  visibleAttributes,
  type AttributeObject,
} from './attribute.model.ts';
import { booleanField, numberField, timeField } from './conditions.ts';
import { relationField } from './lookup.ts';
import type { Table } from './table.ts';
import { isUserObject, loadUserObjects, userTable, type UserObject } from './user.model.ts';

interface ValueRow {
  readonly id: number;
  readonly value: unknown;
  readonly dataType: number;
  readonly isLatest: boolean;
  readonly createdTime: Date | string;
  readonly createdUserId: number | null;
  readonly attributeId: number;
  readonly entityId: number;
  readonly entityAttrId: number;
}

/** One version of a value as plugins see it. */
export class AttributeValueObject implements AttributeValueProtocol {
  readonly id: number;
  readonly value: unknown;
  readonly dataType: number;
  readonly isLatest: boolean;
  readonly createdTime: Date;
  readonly createdUser: UserProtocol | null;
  readonly parentAttr: AttributeObject;

  constructor(row: ValueRow, parentAttr: AttributeObject, createdUser: UserObject | null) {
    this.id = row.id;
    this.value = row.value;
    this.dataType = row.dataType;
    this.isLatest = row.isLatest;
    this.createdTime = new Date(row.createdTime);
    this.createdUser = createdUser;
    this.parentAttr = parentAttr;
    Object.freeze(this);
  }
}

const IS_LATEST = sql`v.id = (select max(n.id) from attribute_value n where n.attribute_id = v.attribute_id)`;

export const attributeValueTable: Table<ValueRow, AttributeValueObject> = {
  name: 'AttributeValue',
  from: sql`attribute_value v join attribute t on t.id = v.attribute_id join entry e on e.id = t.entry_id`,
  id: { expression: sql`v.id`, type: 'bigint' },
  columns: sql`v.id, v.value, v.type as "dataType", ${IS_LATEST} as "isLatest", v.created_time as "createdTime",
    v.created_user_id as "createdUserId", v.attribute_id as "attributeId", e.entity_id as "entityId",
    t.entity_attr_id as "entityAttrId"`,
  fields: {
    id: numberField(sql`v.id`),
    isLatest: booleanField(IS_LATEST),
    createdTime: timeField(sql`v.created_time`),
    createdUser: relationField(sql`v.created_user_id`, isUserObject, userTable, true),
    parentAttr: relationField(sql`v.attribute_id`, isAttributeObject, attributeTable),
  },
  orders: {
    id: { expression: sql`v.id`, type: 'bigint' },
    createdTime: { expression: sql`v.created_time`, type: 'timestamptz' },
  },
  visible: visibleAttributes,
  build: async (ctx, rows) => {
    const attributes = await loadAttributeObjects(ctx, [...new Set(rows.map(({ attributeId }) => attributeId))]);
    const users = await loadUserObjects(
      ctx,
      rows.map(({ createdUserId }) => createdUserId),
    );
    return rows.flatMap((row) => {
      const attribute = attributes.get(row.attributeId);
      return attribute ? new AttributeValueObject(row, attribute, users.get(row.createdUserId) ?? null) : [];
    });
  },
};
