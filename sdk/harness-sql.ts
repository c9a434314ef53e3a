import { PluginLoadError } from './exceptions.ts';
import type { PluginSql, SqlRow } from './plugin-storage.ts';

/** A statement that the plugin sent to its tables. */
export interface SentStatement {
  /** With `$1` in the places of the values. */
  readonly text: string;
  readonly params: readonly unknown[];
}

/** Answers for the tables. */
export type AnswerSql = (statement: SentStatement) => readonly object[] | Promise<readonly object[]>;

// A `ctx.sql` without a database.
export function makeHarnessSql(answer: AnswerSql | undefined, statements: SentStatement[]): PluginSql {
  const query = async <Row extends object>(text: string, params: readonly unknown[] = []): Promise<readonly Row[]> => {
    if (!answer) {
      throw new PluginLoadError(
        'The in-memory host has no database: pass `sql`, which answers for it, or test with a server',
      );
    }
    const statement = { text, params };
    statements.push(statement);
    // The test says what the rows are, as on a server the plugin does.
    return (await answer(statement)) as readonly Row[];
  };
  const sql = <Row extends object = SqlRow>(strings: TemplateStringsArray, ...values: readonly unknown[]) =>
    query<Row>(
      strings.reduce((text, piece, index) => `${text}$${index}${piece}`),
      values,
    );
  return Object.assign(sql, { query });
}
