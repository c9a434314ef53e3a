/** A copy of data that shares nothing with it. A function or a symbol in it is a `TypeError`. */
export function plainCopy<T>(value: T): T;
export function plainCopy(value: unknown): unknown {
  return copy(value, false);
}

/** A copy of data that nobody can change. Objects with a class of their own are not data: they stay what they are. */
export function frozenCopy<T>(value: T): T;
export function frozenCopy(value: unknown): unknown {
  return copy(value, true);
}

function copy(value: unknown, frozen: boolean): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') {
    throw new TypeError(`A ${typeof value} is not data`);
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const list = value.map((element) => copy(element, frozen));
    return frozen ? Object.freeze(list) : list;
  }
  if (!isPlain(value)) return frozen ? value : structuredClone(value);
  const twin: Record<string, unknown> = {};
  for (const [key, element] of Object.entries(value)) put(twin, key, copy(element, frozen));
  return frozen ? Object.freeze(twin) : twin;
}

// By its depth and not by `Object.prototype`, which is another one in another realm.
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

// A plain assignment to `__proto__` would change the prototype.
function put(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
  else target[key] = value;
}
