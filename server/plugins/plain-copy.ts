import { types } from 'node:util';

/** A copy of data that shares nothing with it. A function, a symbol or a bigint in it is a `TypeError`: JSON has no words for them. */
export function plainCopy<T>(value: T): T;
export function plainCopy(value: unknown): unknown {
  return copy(value, false);
}

/** A copy of data that nobody can change. Objects with a class of their own are not data: they stay what they are. */
export function frozenCopy<T>(value: T): T;
export function frozenCopy(value: unknown): unknown {
  return copy(value, true);
}

/** Whether two pieces of data would be the same in JSON, for what has no class of its own. */
export function isSameData(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one)) return Array.isArray(other) && isSameList(one, other);
  if (Array.isArray(other) || !isPlain(one) || !isPlain(other)) return false;
  // A page has thousands of small pieces: a list of the keys of each would be most of the memory that this takes.
  let rest = countOwn(other);
  for (const key in one) {
    if (!Object.hasOwn(one, key)) continue;
    if (!isSameAt(key, one, other)) return false;
    rest -= 1;
  }
  return rest === 0;
}

function countOwn(data: object): number {
  let count = 0;
  for (const key in data) if (Object.hasOwn(data, key)) count += 1;
  return count;
}

/** A plain assignment to `__proto__` would change the prototype. */
export function put(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
  else target[key] = value;
}

function isSameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) if (!isSameData(one[index], other[index])) return false;
  return true;
}

function isSameAt(key: string, one: object, other: object): boolean {
  return Object.hasOwn(other, key) && isSameData(at(one, key), at(other, key));
}

function copy(value: unknown, frozen: boolean): unknown {
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') {
    throw new TypeError(`A ${typeof value} is not data`);
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const list = value.map(frozen ? frozenElement : plainElement);
    return frozen ? Object.freeze(list) : list;
  }
  if (!isPlain(value)) return frozen ? value : copyOfClass(value);
  const twin: Record<string, unknown> = {};
  for (const key in value) if (Object.hasOwn(value, key)) put(twin, key, copy(at(value, key), frozen));
  return frozen ? Object.freeze(twin) : twin;
}

function plainElement(element: unknown): unknown {
  return copy(element, false);
}

function frozenElement(element: unknown): unknown {
  return copy(element, true);
}

/** What a class added is lost; what is left may be as plain as any other. */
function copyOfClass(value: object): unknown {
  const clone: object = structuredClone(value);
  if (isPlain(clone)) return copy(clone, false);
  if (types.isBigIntObject(clone) || types.isBigInt64Array(clone) || types.isBigUint64Array(clone)) {
    throw new TypeError('A bigint is not data');
  }
  return clone;
}

function at(data: object, key: string): unknown {
  return (data as Readonly<Record<string, unknown>>)[key];
}

/** Whether it has no class of its own. */
// By its depth and not by `Object.prototype` alone, which is another one in another realm.
export function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null;
}
