import type { Context } from '../../context.ts';
import { joinSql, sql, type Sql } from '../../db/index.ts';
import { BadRequest } from '../../errors.ts';
import { nameKey } from '../attribute/index.ts';
import type { Entity } from '../entity/index.ts';
import { compileAttrFilter, type AttrFilter } from './attr-filter.ts';
import { foldOperand, nameOperand } from './filter-operand.ts';
import { contains, startsWith } from './like-pattern.ts';

export interface StringFilter {
  readonly eq?: string | null;
  readonly contains?: string | null;
  readonly startsWith?: string | null;
  readonly in?: readonly string[] | null;
}

export interface EntryFilter {
  readonly name?: StringFilter | null;
  readonly attrs?: readonly AttrFilter[] | null;
  readonly isActive?: boolean | null;
  readonly and?: readonly EntryFilter[] | null;
  readonly or?: readonly EntryFilter[] | null;
  readonly not?: EntryFilter | null;
}

const MAX_CONDITIONS = 100;
const MAX_NAMES = 100;

/** The condition on `entry e` that a filter means to the caller. Entries that are not active are left out unless it says otherwise. */
export function compileEntryFilter(ctx: Context, filter: EntryFilter | null | undefined, entity: Entity | null): Sql {
  const compiler = new FilterCompiler(ctx, entity);
  const condition = filter ? compiler.compile(filter, ['filter']) : sql`true`;
  return compiler.mentionsActivity ? condition : sql`e.is_active and ${condition}`;
}

class FilterCompiler {
  mentionsActivity = false;
  readonly #ctx: Context;
  readonly #entity: Entity | null;
  #conditions = 0;

  constructor(ctx: Context, entity: Entity | null) {
    this.#ctx = ctx;
    this.#entity = entity;
  }

  compile(filter: EntryFilter, path: readonly string[]): Sql {
    this.#count(filter, path);
    const all: Sql[] = [];
    if (filter.name) all.push(this.#name(filter.name, [...path, 'name']));
    if (typeof filter.isActive === 'boolean') {
      this.mentionsActivity = true;
      all.push(filter.isActive ? sql`e.is_active` : sql`not e.is_active`);
    }
    for (const [index, attr] of (filter.attrs ?? []).entries())
      all.push(this.#attr(attr, [...path, 'attrs', `${index}`]));
    for (const [index, part] of (filter.and ?? []).entries())
      all.push(this.compile(part, [...path, 'and', `${index}`]));
    if (filter.or) {
      const some = filter.or.map((part, index) => sql`(${this.compile(part, [...path, 'or', `${index}`])})`);
      all.push(some.length === 0 ? sql`false` : sql`(${joinSql(some, ' or ')})`);
    }
    if (filter.not) all.push(sql`not (${this.compile(filter.not, [...path, 'not'])})`);
    return all.length === 0 ? sql`true` : joinSql(all, ' and ');
  }

  #name(filter: StringFilter, path: readonly string[]): Sql {
    const all: Sql[] = [];
    if (isGiven(filter.eq)) all.push(sql`e.name_key = ${nameOperand(filter.eq, [...path, 'eq'])}`);
    if (isGiven(filter.contains)) {
      all.push(contains(sql`e.name_key`, foldOperand(filter.contains, [...path, 'contains'])));
    }
    if (isGiven(filter.startsWith)) {
      all.push(startsWith(sql`e.name_key`, foldOperand(filter.startsWith, [...path, 'startsWith'])));
    }
    if (isGiven(filter.in)) {
      if (filter.in.length > MAX_NAMES) {
        throw new BadRequest(`\`in\` has ${filter.in.length} names; at most ${MAX_NAMES} are allowed`, [...path, 'in']);
      }
      const names = filter.in.map((name, index) => nameOperand(name, [...path, 'in', `${index}`]));
      all.push(sql`e.name_key = any(${names}::text[])`);
    }
    return all.length === 0 ? sql`true` : joinSql(all, ' and ');
  }

  #attr(filter: AttrFilter, path: readonly string[]): Sql {
    if (!this.#entity) {
      throw new BadRequest('A condition on attributes needs `entity` or `entityName`', path);
    }
    const attr = this.#entity.attrsByName.get(nameKey(filter.attr));
    if (!attr) {
      throw new BadRequest(`Entity "${this.#entity.name}" has no attribute "${filter.attr}"`, [...path, 'attr']);
    }
    return compileAttrFilter(this.#ctx, attr, filter, path);
  }

  /** Before anything is made of them: a list may hold a million. */
  #count({ attrs, and, or, ...others }: EntryFilter, path: readonly string[]): void {
    for (const list of [attrs, and, or]) this.#conditions += list?.length ?? 0;
    this.#conditions += Object.values(others).filter(isGiven).length;
    if (this.#conditions > MAX_CONDITIONS) {
      throw new BadRequest(`The filter has more than ${MAX_CONDITIONS} conditions; ask in several queries`, path);
    }
  }
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== undefined && value !== null;
}
