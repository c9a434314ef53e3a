/** A piece of SQL with its values. Pieces nest; their parameters are numbered when the whole is asked for its text. */
export class Sql {
  readonly strings: readonly string[];
  readonly values: readonly unknown[];
  #text: string | undefined;

  /** There is one string more than values. */
  constructor(strings: readonly string[], values: readonly unknown[]) {
    this.strings = strings;
    this.values = values;
  }

  get text(): string {
    this.#text ??= this.strings.reduce((text, piece, index) => `${text}$${index}${piece}`);
    return this.#text;
  }
}

/** Every `${value}` becomes a parameter; a `${piece}` made by this tag is put in its place. */
export function sql(strings: TemplateStringsArray, ...parts: readonly unknown[]): Sql {
  return splice(strings, parts);
}

function splice(strings: readonly string[], parts: readonly unknown[]): Sql {
  const joined: string[] = [strings[0] ?? ''];
  const values: unknown[] = [];
  const append = (text: string) => joined.push((joined.pop() ?? '') + text);
  parts.forEach((part, index) => {
    if (part instanceof Sql) {
      const [first = '', ...rest] = part.strings;
      append(first);
      joined.push(...rest);
      values.push(...part.values);
    } else {
      joined.push('');
      values.push(part);
    }
    append(strings[index + 1] ?? '');
  });
  return new Sql(joined, values);
}

/** The pieces with a separator such as ` and ` between them. */
export function joinSql(pieces: readonly Sql[], separator = ', '): Sql {
  const between = pieces.map((_, index) => (index === 0 ? '' : separator));
  return splice([...between, ''], pieces);
}

/** Text that our own code wrote, never anything that came from outside. */
export function rawSql(text: string): Sql {
  return new Sql([text], []);
}

export const EMPTY_SQL = rawSql('');

const PLAIN_IDENTIFIER = /^[a-z_][a-z0-9_]*$/;

/** The name of a table or column of ours. */
export function identifierSql(name: string): Sql {
  if (!PLAIN_IDENTIFIER.test(name))
    throw new Error(`${JSON.stringify(name)} is no name of a table or column of Pagoda.`);
  return rawSql(`"${name}"`);
}
