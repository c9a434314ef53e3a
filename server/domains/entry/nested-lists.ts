/** Lists below each object of a list, such as the referrals of a page of entries: all of them are read together. */
import DataLoader from 'dataloader';
import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import type { Context } from '../../context.ts';
import type { Page } from '../../db/index.ts';
import { perContext } from '../../per-context.ts';

interface Parent {
  readonly id: number;
}

interface Reads<P extends Parent, Row> {
  one(parent: P): Promise<Page<Row>>;
  /** Their pages by the ids of the parents, or why one of them has none. */
  many(parents: readonly P[]): Promise<ReadonlyMap<number, Page<Row> | Error>>;
}

type Loader = DataLoader<Parent, unknown>;

const loaders = perContext(() => new Map<readonly FieldNode[], Loader>());

/** The page below one parent. All that one field of the request asks for in the same turn share their statements. */
export function nestedPage<P extends Parent, Row>(
  ctx: Context,
  { fieldNodes }: GraphQLResolveInfo,
  parent: P,
  reads: Reads<P, Row>,
): Promise<Page<Row>> {
  const known = loaders(ctx);
  const loader = known.get(fieldNodes) ?? makeLoader(reads);
  known.set(fieldNodes, loader);
  return (loader as unknown as DataLoader<P, Page<Row>>).load(parent);
}

function makeLoader<P extends Parent, Row>({ one, many }: Reads<P, Row>): DataLoader<P, Page<Row>> {
  const readAll = async (parents: readonly P[]): Promise<(Page<Row> | Error)[]> => {
    const byId = new Map(parents.map((parent) => [parent.id, parent]));
    const [only] = parents;
    if (byId.size === 1 && only) {
      const page = countedOnce(await one(only));
      return parents.map(() => page);
    }
    const pages = await many([...byId.values()]);
    return parents.map(({ id }) => pages.get(id) ?? new Error(`No page was read below ${id}`));
  };
  return new DataLoader(readAll, { cache: false, maxBatchSize: 1_000 });
}

/** Several objects of the answer may be the same parent. */
function countedOnce<Row>(page: Page<Row>): Page<Row> {
  let counted: number | Promise<number> | undefined;
  return { ...page, count: () => (counted ??= page.count()) };
}
