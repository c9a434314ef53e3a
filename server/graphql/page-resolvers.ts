import type { Page } from '../db/index.ts';

/** A row and the page it stands on. */
export interface PageEdge<Row> {
  readonly page: Page<Row>;
  readonly node: Row;
}

/** Resolvers of a `…Connection` type whose source is a `Page`. */
export const connectionResolvers = {
  nodes: <Row>(page: Page<Row>) => page.rows,
  edges: <Row>(page: Page<Row>) => page.rows.map((node): PageEdge<Row> => ({ page, node })),
  pageInfo: <Row>(page: Page<Row>) => page,
  totalCount: <Row>(page: Page<Row>) => page.count(),
};

/** Resolvers of the `…Edge` type of the same list. */
export const edgeResolvers = {
  cursor: <Row>({ page, node }: PageEdge<Row>) => page.cursorOf(node),
  node: <Row>({ node }: PageEdge<Row>) => node,
};

/** What a plugin returns in the place of a `PageInfo`. */
interface MadeCursors {
  readonly startCursor?: string | null;
  readonly endCursor?: string | null;
}

/** Resolvers of `PageInfo`; cursors are made only when they are asked for. */
export const pageInfoResolvers = {
  startCursor: <Row>(page: Page<Row> | MadeCursors) => ('rows' in page ? cursorAt(page, 0) : page.startCursor),
  endCursor: <Row>(page: Page<Row> | MadeCursors) => ('rows' in page ? cursorAt(page, -1) : page.endCursor),
};

function cursorAt<Row>(page: Page<Row>, index: number): string | null {
  const row = page.rows.at(index);
  return row === undefined ? null : page.cursorOf(row);
}
