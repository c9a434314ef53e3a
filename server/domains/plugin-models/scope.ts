import { AsyncLocalStorage } from 'node:async_hooks';
import { AuthorizationError, HookEnded, InterfaceError, NoActor, type UserRef } from 'pagoda-plugin-sdk';
import type { Actor, Context } from '../../context.ts';
import { withTransaction } from '../../db/index.ts';
import { rejected, Unauthenticated } from '../../errors.ts';
import { SYSTEM } from '../../system-actor.ts';
import { forgetEntries } from '../entry/index.ts';
import type { JobContext } from '../job/index.ts';
import { userLoader } from '../user/index.ts';
import { translatingRefusals } from './model-refusal.ts';
import { inTurn } from './transaction-turn.ts';

/** In what the models work while code of a plugin is called. */
export interface ScopeOptions {
  readonly pluginId: string;
  /** The hooks that led here, outermost first. */
  readonly chain: readonly string[];
  readonly actor: Actor | null;
  readonly isElevated?: boolean;
  /** What the database is asked with; called when it is needed. */
  open(): Promise<Context>;
  /** Milliseconds until the time of the call is up, though nobody has ended it yet; no limit unless given. */
  remaining?(): number;
  /** What is to be read anew when something was written. */
  onWritten?(): void;
  /** How many operations that plugins asked for surround the call; as many as where it is made unless given. */
  readonly depth?: number;
  /** The attempt at a job that the call is. */
  readonly job?: JobContext | null;
}

/** Operations that may ask for each other. */
const DEEPEST = 16;

const scopes = new AsyncLocalStorage<Scope | undefined>();

/** One call of a plugin's code, and everything that the call does with the models. */
export class Scope {
  readonly pluginId: string;
  readonly chain: readonly string[];
  readonly isElevated: boolean;
  readonly job: JobContext | null;
  readonly depth: number;
  readonly #actor: Actor | null;
  readonly #open: () => Promise<Context>;
  readonly #onWritten: () => void;
  readonly #remaining: () => number;
  /** Most calls ask nothing. */
  #running: Set<Promise<unknown>> | null = null;
  #isOver = false;

  constructor({ pluginId, chain, actor, isElevated = false, open, onWritten, remaining, depth, job }: ScopeOptions) {
    this.pluginId = pluginId;
    this.chain = chain;
    this.isElevated = isElevated;
    this.job = job ?? null;
    this.depth = depth ?? findScope()?.depth ?? 0;
    this.#actor = actor;
    this.#open = open;
    this.#onWritten = onWritten ?? (() => undefined);
    this.#remaining = remaining ?? (() => Infinity);
  }

  /** Nothing that begins from now on works. */
  end(): void {
    this.#isOver = true;
  }

  /** When nothing that began is under way. */
  async settled(): Promise<void> {
    while (this.#running && this.#running.size > 0) await Promise.allSettled(this.#running);
  }

  /** Asks something as the actor. */
  read<T>(work: (ctx: Context) => Promise<T>): Promise<T> {
    return this.#track(async () => {
      if (!this.#actor) throw nobody();
      return this.borrow(work);
    });
  }

  /** Changes something as the actor, all of it or nothing. An elevated scope acts as any user that is named. */
  write<T>(work: (tx: Context) => Promise<T>, user?: UserRef | null): Promise<T> {
    return this.read((ctx) =>
      translatingRefusals(async () => {
        const actor = await this.#actorFor(ctx, user);
        return this.#transactIn(ctx, { ...ctx, actor }, work);
      }),
    );
  }

  /** Works in a transaction, whoever acts: in a savepoint of the one that the call is part of, or in one of its own. */
  transact<T>(work: (tx: Context, remaining: number) => Promise<T>): Promise<T> {
    return this.#track(() =>
      this.borrow((ctx) => inTurn(ctx.em, () => withTransaction(ctx, (tx) => work(tx, this.#remaining())))),
    );
  }

  /**
   * An operation of its own within the call: part of the transaction that the call is in, or without one. What it wrote is seen by the
   * call.
   */
  async operate<T>(work: (ctx: Context, isInTransaction: boolean) => Promise<T>): Promise<T> {
    const inner = this.#deeper();
    return this.#track(() =>
      this.borrow(async (ctx) => {
        if (ctx.em.isInTransaction())
          return this.#transactIn(ctx, ctx, (tx) => runInScope(inner, () => work(tx, true)));
        const own = { ...ctx };
        const result = await runInScope(inner, () => work(own, false));
        if (own.catalog.epoch > ctx.catalog.epoch) ctx.catalog = own.catalog;
        forgetEntries(ctx);
        this.#onWritten();
        return result;
      }),
    );
  }

  /** What is called in the course of an operation that the call asks for. One that asks for itself would never let anything else run. */
  #deeper(): Scope {
    if (this.depth >= DEEPEST) {
      throw new InterfaceError(
        `Plugin "${this.pluginId}" asks ctx.services for an operation inside of ${DEEPEST} others: one of them asks for itself`,
      );
    }
    return new Scope({
      pluginId: this.pluginId,
      chain: this.chain,
      actor: this.#actor,
      isElevated: this.isElevated,
      open: () => this.borrow((ctx) => Promise.resolve(ctx)),
      remaining: this.#remaining,
      depth: this.depth + 1,
      job: this.job,
    });
  }

  /** Runs code of the plugin in one transaction: what it does with the models is part of that. */
  transaction<T>(work: () => Promise<T>): Promise<T> {
    return this.#track(() =>
      this.borrow((ctx) =>
        this.#transactIn(ctx, ctx, async (tx) => {
          const inner = new Scope({
            pluginId: this.pluginId,
            chain: this.chain,
            actor: this.#actor,
            isElevated: this.isElevated,
            open: () => this.borrow((_outer) => Promise.resolve(tx)),
            remaining: this.#remaining,
            job: this.job,
          });
          try {
            return await runInScope(inner, async () => work());
          } finally {
            inner.end();
            await inner.settled();
          }
        }),
      ),
    );
  }

  async #transactIn<T>(ctx: Context, as: Context, work: (tx: Context) => Promise<T>): Promise<T> {
    const [result, catalog] = await inTurn(ctx.em, () =>
      withTransaction(as, async (tx) => [await work(tx), tx.catalog] as const),
    );
    if (catalog.epoch > ctx.catalog.epoch) ctx.catalog = catalog;
    forgetEntries(ctx);
    this.#onWritten();
    return result;
  }

  /** The context of the call, whoever acts. */
  async borrow<T>(work: (ctx: Context) => Promise<T>): Promise<T> {
    this.#requireTime();
    const ctx = await this.#open();
    this.#requireTime();
    return work(ctx);
  }

  /** The same call with all rights. */
  elevated(): Scope {
    const actor: Actor = { ...(this.#actor ?? SYSTEM), isSuperuser: true, isReadonly: false };
    let outer: Context | null = null;
    let own: Context | null = null;
    const open = (): Promise<Context> =>
      this.borrow(async (ctx) => {
        // A call that takes long gets another from time to time.
        if (ctx !== outer) own = null;
        outer = ctx;
        return (own ??= withActor(ctx, actor));
      });
    const onWritten = (): void => (outer ? forgetEntries(outer) : undefined);
    return new Scope({
      pluginId: this.pluginId,
      chain: this.chain,
      actor,
      isElevated: true,
      open,
      onWritten,
      remaining: this.#remaining,
      job: this.job,
    });
  }

  async #actorFor(ctx: Context, user: UserRef | null | undefined): Promise<Actor | null> {
    if (!user || user.id === ctx.actor?.id) return ctx.actor;
    if (!this.isElevated || !ctx.actor) {
      throw new AuthorizationError(
        `User ${user.id} is not the one who acts. Pass ctx.actor, or do it inside ctx.elevated`,
      );
    }
    const found = await userLoader(ctx).find(user.id);
    if (!found) throw rejected('NOT_FOUND', `There is no user with id ${user.id}`);
    return { ...ctx.actor, id: found.id, username: found.username };
  }

  #track<T>(work: () => Promise<T>): Promise<T> {
    const all = (this.#running ??= new Set());
    const running = work().finally(() => all.delete(running));
    all.add(running);
    return running;
  }

  #requireTime(): void {
    if (this.#isOver || this.#remaining() <= 0) {
      throw new HookEnded(
        `Plugin "${this.pluginId}" uses models or its tables after its call ended. Await everything before you return`,
      );
    }
  }
}

/** The same operation for another actor; what one of them learns of the schema the other knows too. */
function withActor(ctx: Context, actor: Actor): Context {
  return Object.defineProperty({ ...ctx, actor }, 'catalog', {
    enumerable: true,
    get: () => ctx.catalog,
    set(catalog: Context['catalog']) {
      ctx.catalog = catalog;
    },
  });
}

/** The call that this is part of; throws `NoActor` where there is none. */
export function currentScope(): Scope {
  const scope = scopes.getStore();
  if (scope) return scope;
  throw new NoActor('The models are used where nobody acts: outside of a hook, resolver, route or `ready` of a plugin');
}

export function findScope(): Scope | null {
  return scopes.getStore() ?? null;
}

export function runInScope<T>(scope: Scope | undefined, call: () => T): T {
  return scopes.run(scope, call);
}

function nobody(): NoActor {
  return new NoActor(
    'The models act as the user who is logged in, and nobody is. Look at ctx.actor first, or use ctx.elevated',
    { cause: new Unauthenticated() },
  );
}
