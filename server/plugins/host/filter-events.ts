import type { Context } from '../../context.ts';
import type { HostResolver } from './adapt-resolvers.ts';

interface SubscriptionField {
  readonly subscribe?: HostResolver;
  readonly resolve?: unknown;
}

/** An event with the question whether it is for a subscriber, in the form in which the subscription door asks it. */
class FilteredEvent {
  readonly payload: unknown;
  readonly isVisibleTo: (ctx: Context) => Promise<boolean>;

  constructor(payload: unknown, isVisibleTo: (ctx: Context) => Promise<boolean>) {
    this.payload = payload;
    this.isVisibleTo = isVisibleTo;
  }
}

/** A subscription field of a plugin whose events are passed over where the plugin's filter says so. */
export function filterEvents(
  field: string,
  { subscribe, resolve }: SubscriptionField,
  filter: HostResolver,
): SubscriptionField {
  const plain = typeof resolve === 'function' ? (resolve as HostResolver) : propertyOf(field);
  return {
    async subscribe(parent, args, ctx, info) {
      const events: unknown = await subscribe?.(parent, args, ctx, info);
      if (!isIterable(events)) return events;
      const wrap = (payload: unknown): FilteredEvent =>
        // The rights of the subscriber are those of the moment, so each event has a context of its own.
        new FilteredEvent(payload, async (now) => (await filter(payload, args, now, info)) === true);
      return mapEvents(events[Symbol.asyncIterator](), wrap);
    },
    resolve: (event: unknown, args: unknown, ctx: Context, info: unknown) =>
      plain(event instanceof FilteredEvent ? event.payload : event, args, ctx, info),
  };
}

function isIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/** No async generator: that would not hear `return` before the next event. */
function mapEvents(events: AsyncIterator<unknown>, map: (event: unknown) => unknown): AsyncIterableIterator<unknown> {
  const mapped = async (taken: Promise<IteratorResult<unknown>>): Promise<IteratorResult<unknown>> => {
    const { done, value } = await taken;
    return done ? { done, value: undefined } : { done: false, value: map(value) };
  };
  return {
    next: () => mapped(events.next()),
    return: async () => {
      await events.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function propertyOf(field: string): HostResolver {
  return (event) => (typeof event === 'object' && event !== null ? Reflect.get(event, field) : undefined);
}
