/** Why a value would not arrive as it is, and where, or null. A property that is undefined is as good as none. */
export function whyNotJson(value: unknown, path = 'the payload', above: readonly object[] = []): string | null {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return null;
  if (typeof value === 'number') return Number.isFinite(value) ? null : `${path} is ${value}`;
  if (typeof value !== 'object') return `${path} is ${value === undefined ? 'undefined' : `a ${typeof value}`}`;
  if (above.includes(value)) return `${path} contains itself`;
  const inside = [...above, value];
  if (Array.isArray(value)) {
    // What a list leaves out is not passed over.
    return first([...value].map((one: unknown, index) => () => whyNotJson(one, `${path}[${index}]`, inside)));
  }
  if (!isPlain(value)) return `${path} is a ${value.constructor?.name ?? 'special object'}${hintFor(value)}`;
  const properties = Object.entries(value).filter(([, one]) => one !== undefined);
  return first(
    properties.map(
      ([key, one]) =>
        () =>
          whyNotJson(one, `${path}.${key}`, inside),
    ),
  );
}

function first(questions: readonly (() => string | null)[]): string | null {
  for (const question of questions) {
    const reason = question();
    if (reason !== null) return reason;
  }
  return null;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  // Of another realm there is another Object.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function hintFor(value: object): string {
  return value instanceof Date ? ' (send toISOString() of it)' : '';
}
