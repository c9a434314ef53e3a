import { isDeepStrictEqual } from 'node:util';
import type { Context } from '../../context.ts';
import { withTransaction } from '../../db/index.ts';
import { nameKey } from '../attribute/index.ts';
import { countEntries, readStoredEntries, rewriteDerived, type DerivedEntry, type StoredEntry } from './check.store.ts';
import { deriveRows, type Document } from './document.ts';

export interface CheckOptions {
  /** Write what is derived anew where it differs. */
  readonly repair?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface StorageDifference {
  readonly entryId: number;
  readonly entryName: string;
  /** Which of the derived data does not follow from the versions or, where it says who may see what, from the access control lists. */
  readonly what: 'name key' | 'document' | 'references' | 'search rows' | 'access' | 'access to attributes';
}

export interface CheckReport {
  readonly entries: number;
  readonly differences: readonly StorageDifference[];
  /** How many entries were written anew. */
  readonly repaired: number;
}

const BATCH = 1_000;

/** Compares the documents, references and search rows of all entries with their versions, and what reads go by with their lists. */
export async function checkStorage(ctx: Context, options: CheckOptions = {}): Promise<CheckReport> {
  const total = await countEntries(ctx.em);
  const differences: StorageDifference[] = [];
  let entries = 0;
  let repaired = 0;
  for (let afterId = 0, isMore = true; isMore;) {
    const batch = options.repair
      ? await withTransaction(ctx, (tx) => checkBatch(tx, afterId, true))
      : await checkBatch(ctx, afterId, false);
    entries += batch.size;
    repaired += batch.repaired;
    differences.push(...batch.differences);
    options.onProgress?.(entries, Math.max(total, entries));
    isMore = batch.size === BATCH;
    afterId = batch.lastId;
  }
  return { entries, differences, repaired };
}

interface CheckedBatch {
  readonly size: number;
  readonly lastId: number;
  readonly repaired: number;
  readonly differences: readonly StorageDifference[];
}

async function checkBatch(ctx: Context, afterId: number, repair: boolean): Promise<CheckedBatch> {
  const stored = await readStoredEntries(ctx.em, afterId, BATCH, repair);
  const differences: StorageDifference[] = [];
  const wrong: DerivedEntry[] = [];
  for (const entry of stored) {
    const derived = derive(ctx, entry);
    const what = differencesOf(entry, derived);
    if (what.length > 0) wrong.push(derived);
    differences.push(...what.map((one) => ({ entryId: entry.id, entryName: entry.name, what: one })));
  }
  if (repair && wrong.length > 0) await rewriteDerived(ctx.em, wrong);
  return {
    size: stored.length,
    lastId: stored.at(-1)?.id ?? afterId,
    repaired: repair ? wrong.length : 0,
    differences,
  };
}

function derive(ctx: Context, entry: StoredEntry): DerivedEntry {
  const doc: Document = Object.fromEntries(
    entry.latest.map(([entityAttrId, attributeId, value]) => [entityAttrId, [attributeId, value] as const]),
  );
  const rows = entry.latest.map(([entityAttrId, , value]) => ({
    entityAttrId,
    ...deriveRows(ctx.catalog.getAttr(entityAttrId), value),
  }));
  return {
    id: entry.id,
    nameKey: nameKey(entry.name),
    doc,
    references: rows.flatMap(({ entityAttrId, targets }) => targets.map((targetId) => ({ entityAttrId, targetId }))),
    texts: rows.flatMap(({ entityAttrId, texts }) => texts.map((text) => ({ entityAttrId, text }))),
  };
}

function differencesOf(entry: StoredEntry, derived: DerivedEntry): StorageDifference['what'][] {
  const what: StorageDifference['what'][] = [];
  if (entry.nameKey !== derived.nameKey) what.push('name key');
  if (!isDeepStrictEqual(entry.doc, derived.doc)) what.push('document');
  const references = derived.references.map(({ entityAttrId, targetId }) => `${entityAttrId}:${targetId}`);
  if (!isSameSet(entry.references, references)) what.push('references');
  const texts = derived.texts.map(({ entityAttrId, text }) => `${entityAttrId}:${text}`);
  if (!isSameSet(entry.texts, texts)) what.push('search rows');
  if (!entry.isAclTrue) what.push('access');
  if (!entry.areAttrAclsTrue) what.push('access to attributes');
  return what;
}

function isSameSet(left: readonly string[], right: readonly string[]): boolean {
  return isDeepStrictEqual(left.toSorted(), right.toSorted());
}
