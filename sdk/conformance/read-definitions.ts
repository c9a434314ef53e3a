/** A definition or an extension in SDL, as far as it can be read without a parser. */
export interface Definition {
  readonly isExtension: boolean;
  readonly kind: string;
  /** Empty for the schema; with its `@` for a directive. */
  readonly name: string;
  /** Names of the directives on it. */
  readonly directives: readonly string[];
  readonly interfaces: readonly string[];
  /** Of an input. */
  readonly fields: readonly InputField[];
}

export interface InputField {
  readonly name: string;
  readonly isRequired: boolean;
  readonly hasDefault: boolean;
}

const KINDS = new Set(['schema', 'directive', 'type', 'input', 'enum', 'union', 'interface', 'scalar']);
/** A name follows that is none of those words, whatever it is. */
const BEFORE_NAMES = new Set(['=', '|', '&', '@', 'implements']);

/** For authors who have no parser of GraphQL at hand: what stands at the top of SDL, and the fields of inputs. */
export function readDefinitions(sdl: string): readonly Definition[] {
  const starts: number[] = [];
  const tokens = tokensOf(sdl);
  let depth = 0;
  // Where the kind of the last definition stands: what follows it is its name.
  let last = -2;
  tokens.forEach((token, index) => {
    if ('{(['.includes(token)) depth += 1;
    if ('})]'.includes(token)) depth -= 1;
    const isName = last === index - 1 || BEFORE_NAMES.has(tokens[index - 1] ?? '');
    if (depth !== 0 || isName || !KINDS.has(token)) return;
    last = index;
    starts.push(tokens[index - 1] === 'extend' ? index - 1 : index);
  });
  return starts.map((start, index) => readOne(tokens.slice(start, starts[index + 1])));
}

/** Without words for people. */
function tokensOf(sdl: string): readonly string[] {
  const found = sdl.match(/"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n])*"|#.*|[A-Za-z_]\w*|[-+\d.]+|[^\s,]/g) ?? [];
  return found.filter(
    (token, index) => !token.startsWith('#') && !(token.startsWith('"') && !isValue(found[index - 1])),
  );
}

/** What follows is a value and no description. */
function isValue(before: string | undefined): boolean {
  return before === ':' || before === '=' || before === '[';
}

function readOne(all: readonly string[]): Definition {
  const isExtension = all[0] === 'extend';
  const [kind = '', first = '', second = '', ...rest] = isExtension ? all.slice(1) : all;
  const name = kind === 'schema' ? '' : kind === 'directive' ? `@${second}` : first;
  const tokens = kind === 'schema' ? [first, second, ...rest] : [second, ...rest];
  const head = atDepth(tokens.slice(0, tokens.includes('{') ? tokens.indexOf('{') : undefined), 0);
  const body = tokens.slice(tokens.indexOf('{') + 1);
  const from = head.indexOf('implements');
  const interfaces = from < 0 ? [] : head.slice(from + 1, head.includes('@') ? head.indexOf('@') : undefined);
  return {
    isExtension,
    kind,
    name,
    directives: kind === 'directive' ? [] : head.flatMap((token, index) => (head[index - 1] === '@' ? [token] : [])),
    interfaces: interfaces.filter((token) => token !== '&'),
    fields: kind === 'input' && tokens.includes('{') ? readFields(atDepth(body, 0)) : [],
  };
}

/** Lists are types and values here, so their brackets are kept without what is in them. */
function atDepth(tokens: readonly string[], wanted: number): readonly string[] {
  let depth = 0;
  return tokens.filter((token) => {
    const before = depth;
    if ('{(['.includes(token)) depth += 1;
    if ('})]'.includes(token)) depth -= 1;
    return before === wanted && depth === wanted;
  });
}

function readFields(tokens: readonly string[]): readonly InputField[] {
  const starts = tokens.flatMap((token, index) => (token === ':' ? [index - 1] : []));
  return starts.map((start, index) => {
    const own = tokens.slice(start, starts[index + 1]);
    const end = own.findIndex((token) => token === '=' || token === '@');
    return {
      name: own[0] ?? '',
      isRequired: own.slice(0, end < 0 ? undefined : end).includes('!'),
      hasDefault: own.includes('='),
    };
  });
}
