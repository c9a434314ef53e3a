export { Catalog, CatalogCache, type Entity, type EntityAttr, type ItemNameType } from './catalog.ts';
export { makeLoadCatalog, readEpoch } from './catalog.store.ts';
export { EntityAttrRecordSchema, EntityRecord, EntityRecordSchema } from './entity.entity.ts';
export { toEntityView } from './entity.hooks.ts';
export { entityRegistration } from './entity.registration.ts';
export {
  createEntity,
  deleteEntity,
  updateEntity,
  type CreateEntityInput,
  type UpdateEntityInput,
} from './entity.service.ts';
export { parseId } from '../../parse-id.ts';
export { findEntityBy, getActiveEntity } from './find-entity.ts';
