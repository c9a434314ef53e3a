const LONGEST_TEXT = 200;
const MOST_MEMBERS = 20;
/** Deeper than this graphql-js prints nothing. */
const LEVELS = 3;

/** The value with its large parts cut, to be shown in a message: a client could send megabytes and would get them back for each mistake. */
export function shortenValue(value: unknown, levels = LEVELS): unknown {
  if (typeof value === 'string') return shortenText(value, LONGEST_TEXT);
  if (typeof value !== 'object' || value === null) return value;
  // What is here comes from JSON, so a value with a form of its own is none of the client's.
  if ('toJSON' in value && typeof value.toJSON === 'function') return value;
  if (levels === 0) return Array.isArray(value) ? [] : {};
  if (Array.isArray(value)) return value.slice(0, MOST_MEMBERS).map((item) => shortenValue(item, levels - 1));
  const shortened: Record<string, unknown> = {};
  let count = 0;
  for (const [key, member] of membersOf(value)) {
    shortened[shortenText(key, LONGEST_TEXT)] = count < MOST_MEMBERS ? shortenValue(member, levels - 1) : '…';
    count += 1;
    if (count > MOST_MEMBERS) break;
  }
  return shortened;
}

/** Without a list of them all: there may be hundreds of thousands. */
function* membersOf(value: object): Generator<[string, unknown]> {
  for (const key in value) if (Object.hasOwn(value, key)) yield [key, (value as Record<string, unknown>)[key]];
}

export function shortenText(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
