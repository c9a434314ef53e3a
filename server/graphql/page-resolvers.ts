import type { Page } from '../db/index.ts';

interface Edge<Row> {
  readonly page: Page<Row>;
  readonly node: Row;
}

/** Resolvers of a `…Connection` type whose source is a `Page`. */
export const connectionResolvers = {
  nodes: <Row>(page: Page<Row>) => page.rows,
  edges: <Row>(page: Page<Row>) => page.rows.map((node): Edge<Row> => ({ page, node })),
  pageInfo: <Row>(page: Page<Row>) => page,
  totalCount: <Row>(page: Page<Row>) => page.count(),
};

/** Resolvers of the `…Edge` type of the same list. */
export const edgeResolvers = {
  cursor: <Row>({ page, node }: Edge<Row>) => page.cursorOf(node),
  node: <Row>({ node }: Edge<Row>) => node,
};

/** Resolvers of `PageInfo`; cursors are made only when they are asked for. */
export const pageInfoResolvers = {
  startCursor: <Row>(page: Page<Row>) => cursorAt(page, 0),
  endCursor: <Row>(page: Page<Row>) => cursorAt(page, -1),
};

function cursorAt<Row>(page: Page<Row>, index: number): string | null {
  const row = page.rows.at(index);
  return row === undefined ? null : page.cursorOf(row);
}
