import { describe, expect, test } from '@jest/globals';
import { EventSource, SubscriberTooSlow } from './event-source.ts';

async function collect<T>(events: AsyncIterable<T>): Promise<readonly T[]> {
  const collected: T[] = [];
  for await (const event of events) collected.push(event);
  return collected;
}

describe('an event source', () => {
  test('gives each subscriber what it wants, in order, from the moment it subscribed', async () => {
    const source = new EventSource<number>();
    source.publish(0);
    const all = source.subscribe();
    const even = source.subscribe((event) => event % 2 === 0);
    for (const event of [1, 2, 3, 4]) source.publish(event);
    source.close();
    expect(await collect(all)).toEqual([1, 2, 3, 4]);
    expect(await collect(even)).toEqual([2, 4]);
  });

  test('wakes whoever is waiting', async () => {
    const source = new EventSource<string>();
    const subscription = source.subscribe();
    const [first, second] = [subscription.next(), subscription.next()];
    source.publish('a');
    source.publish('b');
    expect(await first).toEqual({ value: 'a', done: false });
    expect(await second).toEqual({ value: 'b', done: false });
  });

  test('tells a slow subscriber that it missed something, and goes on', async () => {
    const source = new EventSource<number>({ capacity: 3, overflow: () => -1 });
    const subscription = source.subscribe();
    for (const event of [1, 2, 3, 4, 5]) source.publish(event);
    source.close();
    expect(await collect(subscription)).toEqual([-1, 5]);
  });

  test('ends a slow subscriber with an error when there is nothing to tell it', async () => {
    const source = new EventSource<number>({ capacity: 1 });
    const subscription = source.subscribe();
    source.publish(1);
    source.publish(2);
    expect(source.size).toBe(0);
    await expect(subscription.next()).rejects.toBeInstanceOf(SubscriberTooSlow);
    expect(await subscription.next()).toEqual({ value: undefined, done: true });
  });

  test('forgets a subscriber that leaves, also while it waits', async () => {
    const source = new EventSource<number>();
    const subscription = source.subscribe();
    const waiting = subscription.next();
    await subscription.return?.();
    expect(await waiting).toEqual({ value: undefined, done: true });
    expect(source.size).toBe(0);
  });

  test('a closed source ends new subscribers at once', async () => {
    const source = new EventSource<number>();
    source.close();
    expect(await collect(source.subscribe())).toEqual([]);
  });
});
