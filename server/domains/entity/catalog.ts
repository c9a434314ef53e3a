import type { EntityManager } from '@mikro-orm/postgresql';
import { isOpen, type Acl } from '../access/index.ts';
import { nameKey, type AttributeType, type Choice, type ColumnOptions, type StoredValue } from '../attribute/index.ts';

export type ItemNameType = 'USER' | 'ID' | 'ATTRIBUTES';

/** One typed column of an entity. */
export interface EntityAttr extends ColumnOptions {
  readonly id: number;
  readonly entityId: number;
  readonly name: string;
  readonly nameKey: string;
  readonly type: AttributeType;
  readonly index: number;
  readonly isMandatory: boolean;
  readonly isSummarized: boolean;
  readonly isDeleteInChain: boolean;
  readonly referral: readonly number[];
  readonly defaultValue: StoredValue;
  readonly choices: readonly Choice[];
  readonly note: string;
  readonly isActive: boolean;
  readonly nameOrder: number;
  readonly namePrefix: string;
  readonly namePostfix: string;
  readonly displayAttr: string;
  /** Its own list; that of its entity counts too. */
  readonly acl: Acl;
}

/** A schema that users defined, with its active attributes by index. */
export interface Entity {
  readonly id: number;
  readonly name: string;
  readonly nameKey: string;
  readonly note: string;
  readonly itemNamePattern: string;
  readonly itemNameType: ItemNameType;
  readonly isToplevel: boolean;
  readonly isActive: boolean;
  readonly createdUserId: number | null;
  readonly createdTime: Date;
  readonly updatedTime: Date;
  readonly attrs: readonly EntityAttr[];
  readonly attrsByName: ReadonlyMap<string, EntityAttr>;
  readonly acl: Acl;
}

/** That a plugin means this entity by a name which the entity had when the plugin named it. */
export interface FormerName {
  readonly pluginId: string;
  readonly nameKey: string;
  readonly entityId: number;
}

/** All entities and attributes, deleted ones included, as of one moment. Never changes; a newer one replaces it. */
export class Catalog {
  readonly epoch: number;
  readonly entities: readonly Entity[];
  /** Those that are not open to everybody, deleted ones included. */
  readonly restrictedEntities: readonly Entity[];
  readonly restrictedAttrs: readonly EntityAttr[];
  readonly #byId: ReadonlyMap<number, Entity>;
  readonly #byName: ReadonlyMap<string, Entity>;
  readonly #attrs: ReadonlyMap<number, EntityAttr>;
  readonly #formerNames: readonly FormerName[];

  constructor(
    epoch: number,
    entities: readonly Entity[],
    attrs: readonly EntityAttr[],
    formerNames: readonly FormerName[] = [],
  ) {
    this.epoch = epoch;
    this.entities = entities;
    this.restrictedEntities = entities.filter(({ acl }) => !isOpen(acl));
    this.restrictedAttrs = attrs.filter(({ acl }) => !isOpen(acl));
    this.#byId = new Map(entities.map((entity) => [entity.id, entity]));
    this.#byName = new Map(entities.filter((entity) => entity.isActive).map((entity) => [entity.nameKey, entity]));
    this.#attrs = new Map(attrs.map((attr) => [attr.id, attr]));
    this.#formerNames = formerNames;
  }

  findEntity(id: number): Entity | null {
    return this.#byId.get(id) ?? null;
  }

  /** Active entities only: the names of deleted ones are free. */
  findEntityByName(name: string): Entity | null {
    return this.#byName.get(nameKey(name)) ?? null;
  }

  /** The active entity that a plugin means by a name: the one that had it when the plugin named it, whatever that is called now. */
  findEntityOf(pluginId: string, name: string): Entity | null {
    const key = nameKey(name);
    const former = this.#formerNames.find((one) => one.pluginId === pluginId && one.nameKey === key);
    const entity = former && this.#byId.get(former.entityId);
    return entity?.isActive ? entity : this.findEntityByName(name);
  }

  findAttr(id: number): EntityAttr | null {
    return this.#attrs.get(id) ?? null;
  }

  /** For ids that foreign keys vouch for. */
  getEntity(id: number): Entity {
    const entity = this.#byId.get(id);
    if (!entity) throw new Error(`Entity ${id} is not in the catalog of epoch ${this.epoch}`);
    return entity;
  }

  getAttr(id: number): EntityAttr {
    const attr = this.#attrs.get(id);
    if (!attr) throw new Error(`Entity attribute ${id} is not in the catalog of epoch ${this.epoch}`);
    return attr;
  }
}

/** Loads a catalog on a connection: the uncommitted one of a transaction included. */
export type LoadCatalog = (em: EntityManager) => Promise<Catalog>;

/** Says how new the catalog of the database is. */
export type ReadEpoch = (em: EntityManager) => Promise<number>;

/** The newest committed catalog this process knows. Every request learns the present epoch while it authenticates. */
export class CatalogCache {
  readonly #load: LoadCatalog;
  readonly #readEpoch: ReadEpoch;
  #current: Catalog | null = null;
  #loading: { readonly epoch: number; readonly catalog: Promise<Catalog> } | null = null;

  constructor(load: LoadCatalog, readEpoch: ReadEpoch) {
    this.#load = load;
    this.#readEpoch = readEpoch;
  }

  /** A catalog at least as new as `epoch`; `em` must not be in a transaction that changed it. */
  at(em: EntityManager, epoch: number): Catalog | Promise<Catalog> {
    if (this.#current && this.#current.epoch >= epoch) return this.#current;
    if (this.#loading && this.#loading.epoch >= epoch) return this.#loading.catalog;
    const loading = { epoch, catalog: this.#refresh(em) };
    this.#loading = loading;
    const done = (): void => {
      if (this.#loading === loading) this.#loading = null;
    };
    loading.catalog.then(done, done);
    return loading.catalog;
  }

  /** The committed catalog of this moment, for work that no request stands behind. */
  async newest(em: EntityManager): Promise<Catalog> {
    return this.at(em, await this.#readEpoch(em));
  }

  /** What a transaction sees, its own changes included; kept for nobody else. */
  load(em: EntityManager): Promise<Catalog> {
    return this.#load(em);
  }

  async #refresh(em: EntityManager): Promise<Catalog> {
    const catalog = await this.#load(em);
    if (!this.#current || this.#current.epoch < catalog.epoch) this.#current = catalog;
    return catalog;
  }
}
