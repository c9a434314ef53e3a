/** Things that a plugin may throw and that bite whoever looks at them. Each is made anew: some bite only once. */
export const HOSTILE: Readonly<Record<string, () => unknown>> = {
  'an error whose message throws': () => withGetter('message'),
  'an error whose name throws': () => withGetter('name'),
  'an error whose stack throws': () => withGetter('stack'),
  'an error whose code throws': () => withGetter('code'),
  'an error whose cause throws': () => withGetter('cause'),
  'an error whose path throws': () => withGetter('path'),
  'an error with a detail that throws': () => withGetter('detail'),
  'an error with a hostile cause': () => new Error('no', { cause: revoked() }),
  'an error with a hostile detail': () => Object.assign(new Error('no'), { detail: trap({}) }),
  'errors of which one is hostile': () => new AggregateError([trap({})], 'no'),
  'an error whose message is no text': () =>
    Object.assign(new Error('no'), { message: Object.create(null) as unknown }),
  'an error that cannot be inspected': () => Object.assign(new Error('no'), { toJSON: bite, toString: bite }),
  'an error with a hostile class': () => Object.setPrototypeOf(new Error('no'), trap({})),
  'a frozen error': () => Object.freeze(new Error('no')),
  'a frozen error whose message throws': () => Object.freeze(withGetter('message')),
  'a proxy of an error': () => trap(new Error('no')),
  'a proxy that is revoked': revoked,
  'an object that cannot be inspected': () => ({ [Symbol.for('nodejs.util.inspect.custom')]: bite, toString: bite }),
  'an object with a hostile tag': () => Object.defineProperty({}, Symbol.toStringTag, { get: bite }),
  'an object without a prototype': () => Object.create(null) as unknown,
  'a function': () => trap(() => 1),
  null: () => null,
  undefined: () => undefined,
  'a symbol': () => Symbol('no'),
  'a bigint': () => 1n,
};

function bite(): never {
  throw trap({});
}

function withGetter(key: string): Error {
  return Object.defineProperty(new Error('no'), key, { get: bite, enumerable: true });
}

/** Everything that is done with it throws another one. */
function trap<T extends object>(target: T): T {
  const traps = Object.getOwnPropertyNames(Reflect).map((name) => [name, bite]);
  return new Proxy(target, Object.fromEntries(traps) as ProxyHandler<T>);
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
