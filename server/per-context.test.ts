import { expect, test } from '@jest/globals';
import type { Context } from './context.ts';
import { perContext } from './per-context.ts';

function makeContext(): Context {
  return { requestId: 'r' } as Partial<Context> as Context;
}

test('a thing is made once for each context and kind', () => {
  let count = 0;
  const first = perContext(() => (count += 1));
  const second = perContext(() => (count += 1));
  const ctx = makeContext();
  expect([first(ctx), second(ctx), first(ctx), second(ctx), first(makeContext())]).toEqual([1, 2, 1, 2, 3]);
});

test('a copy of a context has things of its own, and the original keeps its', () => {
  const nameOf = perContext((ctx) => ({ ctx }));
  const ctx = makeContext();
  const own = nameOf(ctx);
  const copy = { ...ctx, requestId: 'copy' };
  expect(nameOf(copy).ctx).toBe(copy);
  expect(nameOf(ctx)).toBe(own);
});

test('a thing that is forgotten is made anew; others stay', () => {
  const first = perContext(() => ({}));
  const second = perContext(() => ({}));
  const ctx = makeContext();
  const [a, b] = [first(ctx), second(ctx)];
  first.forget(ctx);
  expect(first(ctx)).not.toBe(a);
  expect(second(ctx)).toBe(b);
});
