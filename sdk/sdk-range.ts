type Version = readonly [major: number, minor: number, patch: number];
type Test = (version: Version) => boolean;

/**
 * For the host: whether a version lies in a range as package.json has them (`^1.2.0`, `~1.2`, `>=1.0.0 <3`, `1.x || 2.x`,
 * `*`); null when the range cannot be read.
 *
 * @example isInRange('1.4.2', '^1.0.0') // true
 */
export function isInRange(version: string, range: string): boolean | null {
  const parsed = parsePart(version);
  const alternatives = range.split('||').map(parseAll);
  if (!parsed || parsed.length < 3 || alternatives.includes(null)) return null;
  return alternatives.some((tests) => tests?.every((test) => test(filled(parsed))));
}

function parseAll(text: string): readonly Test[] | null {
  const comparators = text
    .trim()
    .replaceAll(/([<>=^~])\s+/g, '$1')
    .split(/\s+/)
    .filter(Boolean)
    .map(parseOne);
  return comparators.includes(null) ? null : comparators.filter((test) => test !== null);
}

function parseOne(text: string): Test | null {
  const [, operator = '', rest = ''] = /^(\^|~|>=|<=|>|<|=|)(.*)$/.exec(text) ?? [];
  const part = parsePart(rest);
  if (!part) return null;
  const from = filled(part);
  const after = nextAfter(operator, part);
  switch (operator) {
    case '>=':
      return (version) => compare(version, from) >= 0;
    case '<':
      return (version) => compare(version, from) < 0;
    case '>':
      return (version) => (part.length === 3 ? compare(version, from) > 0 : compare(version, after) >= 0);
    case '<=':
      return (version) => compare(version, after) < 0;
    default:
      return (version) => compare(version, from) >= 0 && compare(version, after) < 0;
  }
}

/** The numbers that are given; what follows `x` or `*` is not. A suffix such as `-beta.1` does not count. */
function parsePart(text: string): readonly number[] | null {
  const match = /^v?(\d+|[x*])(?:\.(\d+|[x*]))?(?:\.(\d+|[x*]))?(?:[-+][\w.+-]+)?$/i.exec(text);
  if (!match) return null;
  const parts = match.slice(1).map((part) => (part === undefined || /[x*]/i.test(part) ? null : Number(part)));
  const open = parts.indexOf(null);
  return (open === -1 ? parts : parts.slice(0, open)).filter((part) => part !== null);
}

/** The first version that is too new. */
function nextAfter(operator: string, part: readonly number[]): Version {
  const [major, minor, patch] = filled(part);
  if (part.length === 0) return [Infinity, 0, 0];
  if (operator === '^' && (major > 0 || part.length === 1)) return [major + 1, 0, 0];
  if (operator === '^') return minor > 0 || part.length === 2 ? [major, minor + 1, 0] : [major, minor, patch + 1];
  if (part.length === 1) return [major + 1, 0, 0];
  return operator === '~' || part.length === 2 ? [major, minor + 1, 0] : [major, minor, patch + 1];
}

function filled([major = 0, minor = 0, patch = 0]: readonly number[]): Version {
  return [major, minor, patch];
}

function compare(left: Version, right: Version): number {
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}
