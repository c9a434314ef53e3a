import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../../db/index.ts';
import { OPEN_ACL, type Acl, type Level } from '../access/index.ts';
import { attributeTypeOfCode, type Choice, type StoredValue } from '../attribute/index.ts';
import { Catalog, type Entity, type EntityAttr, type ItemNameType, type LoadCatalog } from './catalog.ts';

interface EntityRecord {
  id: number;
  name: string;
  name_key: string;
  note: string;
  item_name_pattern: string;
  item_name_type: ItemNameType;
  is_toplevel: boolean;
  is_active: boolean;
  created_user_id: number | null;
  created_time: string;
  updated_time: string;
}

interface AttrRecord {
  id: number;
  entity_id: number;
  name: string;
  name_key: string;
  type: number;
  index: number;
  is_mandatory: boolean;
  is_summarized: boolean;
  is_delete_in_chain: boolean;
  referral: number[];
  default_value: StoredValue;
  choices: Choice[];
  note: string;
  is_active: boolean;
  name_order: number;
  name_prefix: string;
  name_postfix: string;
  display_attr: string;
}

interface AclRecord {
  id: number;
  is_public: boolean;
  default_permission: Level;
  roles: Record<string, Level> | null;
}

interface NameRecord {
  plugin_id: string;
  name_key: string;
  entity_id: number;
}

interface CatalogRecord {
  epoch: number;
  entities: EntityRecord[];
  attrs: AttrRecord[];
  acls: AclRecord[];
  names: NameRecord[];
}

// One statement, so that epoch and content are of one snapshot.
const LOAD = `
  select (select value from epoch where name = 'catalog')::float8 as epoch,
         (select coalesce(json_agg(e order by e.name_key, e.id), '[]') from entity e) as entities,
         (select coalesce(json_agg(a order by a.index, a.id), '[]') from entity_attr a) as attrs,
         (select coalesce(json_agg(json_build_object('id', c.object_id, 'is_public', c.is_public,
            'default_permission', c.default_permission,
            'roles', (select json_object_agg(g.role_id, g.level) from acl_role g where g.object_id = c.object_id))), '[]')
          from acl c where c.kind in (1, 2)) as acls,
         (select coalesce(json_agg(n), '[]') from plugin_entity_name n where n.entity_id is not null) as names`;

/** Makes the function that reads all entities and attributes in one statement. */
export function makeLoadCatalog(timeZone: string): LoadCatalog {
  return async (em: EntityManager) => {
    const [row] = await query<CatalogRecord>(em, LOAD, []);
    if (!row) throw new Error('The epoch table has no row "catalog"; run `pagoda migrate up`');
    const acls = new Map(row.acls.map((record) => [record.id, toAcl(record)]));
    const aclOf = (id: number): Acl => acls.get(id) ?? OPEN_ACL;
    const attrs = row.attrs.map((record) => toEntityAttr(record, timeZone, aclOf(record.id)));
    const byEntity = Map.groupBy(
      attrs.filter((attr) => attr.isActive),
      (attr) => attr.entityId,
    );
    const entities = row.entities.map((record) => toEntity(record, byEntity.get(record.id) ?? [], aclOf(record.id)));
    const names = row.names.map(({ plugin_id: pluginId, name_key: nameKey, entity_id: entityId }) => {
      return { pluginId, nameKey, entityId };
    });
    return new Catalog(row.epoch, entities, attrs, names);
  };
}

export async function readEpoch(em: EntityManager): Promise<number> {
  const [row] = await query<{ epoch: number }>(em, `select value::float8 as epoch from epoch where name = $1`, [
    'catalog',
  ]);
  return row?.epoch ?? 0;
}

function toAcl(record: AclRecord): Acl {
  const roles = new Map(Object.entries(record.roles ?? {}).map(([id, level]) => [Number(id), level]));
  return { isPublic: record.is_public, defaultPermission: record.default_permission, roles };
}

function toEntity(record: EntityRecord, attrs: readonly EntityAttr[], acl: Acl): Entity {
  return {
    id: record.id,
    name: record.name,
    nameKey: record.name_key,
    note: record.note,
    itemNamePattern: record.item_name_pattern,
    itemNameType: record.item_name_type,
    isToplevel: record.is_toplevel,
    isActive: record.is_active,
    createdUserId: record.created_user_id,
    createdTime: new Date(record.created_time),
    updatedTime: new Date(record.updated_time),
    attrs,
    attrsByName: new Map(attrs.map((attr) => [attr.nameKey, attr])),
    acl,
  };
}

function toEntityAttr(record: AttrRecord, timeZone: string, acl: Acl): EntityAttr {
  return {
    id: record.id,
    entityId: record.entity_id,
    name: record.name,
    nameKey: record.name_key,
    type: attributeTypeOfCode(record.type),
    index: record.index,
    isMandatory: record.is_mandatory,
    isSummarized: record.is_summarized,
    isDeleteInChain: record.is_delete_in_chain,
    referral: record.referral,
    defaultValue: record.default_value,
    choices: record.choices,
    note: record.note,
    isActive: record.is_active,
    nameOrder: record.name_order,
    namePrefix: record.name_prefix,
    namePostfix: record.name_postfix,
    displayAttr: record.display_attr,
    timeZone,
    acl,
  };
}
