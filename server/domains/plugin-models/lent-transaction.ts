import type { Context } from '../../context.ts';
import { withTransaction } from '../../db/index.ts';
import { withAllHooks } from '../../plugins/index.ts';
import { forgetEntries } from '../entry/index.ts';
import { inTurn } from './transaction-turn.ts';

const UNDONE = new Error('What the handler wrote is undone.');

/** A savepoint for one call of a handler. It is made when the handler first asks the database something. */
export class LentTransaction {
  readonly #operation: Context;
  readonly #ending = Promise.withResolvers<'keep' | 'undo'>();
  #opened: Promise<Context> | null = null;
  #done: Promise<Context> | null = null;
  #isEnding = false;

  constructor(operation: Context) {
    this.#operation = operation;
  }

  get isOpen(): boolean {
    return this.#opened !== null;
  }

  open(): Promise<Context> {
    return (this.#opened ??= this.#begin());
  }

  /** The first call decides; a savepoint that could not be kept was undone by that. */
  async end(how: 'keep' | 'undo'): Promise<void> {
    if (!this.#done || this.#isEnding) return;
    this.#isEnding = true;
    this.#ending.resolve(how);
    try {
      const { catalog } = await this.#done;
      if (catalog.epoch > this.#operation.catalog.epoch) this.#operation.catalog = catalog;
      forgetEntries(this.#operation);
    } catch (error) {
      if (error !== UNDONE) throw error;
    }
  }

  #begin(): Promise<Context> {
    const opened = Promise.withResolvers<Context>();
    const hold = async (tx: Context): Promise<Context> => {
      opened.resolve(tx);
      if ((await this.#ending.promise) === 'undo') throw UNDONE;
      return tx;
    };
    this.#done = inTurn(this.#operation.em, () => withTransaction(withAllHooks(this.#operation), hold));
    this.#done.catch(opened.reject);
    return opened.promise;
  }
}
