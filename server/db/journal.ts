import type { EntityManager, EventArgs, EventSubscriber } from '@mikro-orm/postgresql';
import { ChangeLog, type Change, type ChangeKind } from './change.ts';

/** Tells what a flushed object is in the words of the journal; null for one that the journal does not follow. */
export type DescribeChange = (
  entity: object,
  kind: ChangeKind,
  /** The columns as they were, by property; unknown for a new object. */
  original: Readonly<Record<string, unknown>> | undefined,
) => Change | null;

/** Runs inside the outermost transaction, last thing before its COMMIT, if anything changed. A throw rolls back. */
export type BeforeCommit = (em: EntityManager, changes: readonly Change[]) => Promise<void> | void;

/** Runs once the outermost COMMIT has succeeded, if anything changed. What takes time it starts and does not wait for. */
export type Committed = (changes: readonly Change[]) => void;

export interface Journal {
  /** For `openOrm`. */
  readonly subscriber: EventSubscriber;
  readonly onBeforeCommit: (listener: BeforeCommit) => void;
  readonly onCommitted: (listener: Committed) => void;
}

export interface JournalOptions {
  readonly describe?: DescribeChange;
  /** Where the error of a listener goes: the transaction is committed, so its caller must not see it fail. */
  readonly onError?: (error: unknown) => void;
}

/** One log per open transaction and savepoint. */
const logs = new WeakMap<object, ChangeLog>();

/** Enters a change that the entity manager's transaction makes. It is told of only if that transaction is committed. */
export function recordChange(em: EntityManager, change: Change): void {
  getLog(em.getTransactionContext<object>()).record(change);
}

function getLog(transaction: object | undefined): ChangeLog {
  const log = transaction && logs.get(transaction);
  if (!log) throw new Error('A change can be recorded only in a transaction of an entity manager that has a journal.');
  return log;
}

/**
 * The change journal: what the transactions of an ORM did to entries and entities, told once, after COMMIT.
 * The write path records its changes; flushes that bypass it are caught.
 */
export function makeJournal({ describe = () => null, onError = () => undefined }: JournalOptions = {}): Journal {
  const beforeCommit: BeforeCommit[] = [];
  const committed: Committed[] = [];
  /** The transaction around a savepoint that is being made. */
  const around = new WeakMap<object, object>();

  const noticeFlushed = ({ entity, em, changeSet }: EventArgs<object>, kind: ChangeKind) => {
    const change = describe(entity, kind, changeSet?.originalEntity);
    if (change) getLog(em.getTransactionContext<object>()).notice(change);
  };

  const subscriber: EventSubscriber<object> = {
    beforeTransactionStart: ({ em, transaction }) => {
      if (transaction) around.set(em, transaction);
    },
    afterTransactionStart: ({ em, transaction }) => {
      const outer = around.get(em);
      around.delete(em);
      if (transaction) logs.set(transaction, new ChangeLog(outer ? getLog(outer) : null));
    },
    beforeTransactionCommit: async ({ em, transaction }) => {
      const log = getLog(transaction);
      if (log.parent || beforeCommit.length === 0) return;
      const changes = log.list();
      if (changes.length === 0) return;
      for (const listener of beforeCommit) await listener(em as EntityManager, changes);
    },
    afterTransactionCommit: ({ transaction }) => {
      const log = takeLog(transaction);
      if (log.parent) {
        log.parent.absorb(log);
        return;
      }
      const changes = log.list();
      for (const listener of changes.length > 0 ? committed : []) attempt(() => listener(changes), onError);
    },
    afterTransactionRollback: ({ transaction }) => void takeLog(transaction),
    afterCreate: (args) => noticeFlushed(args, 'CREATED'),
    afterUpdate: (args) => noticeFlushed(args, 'UPDATED'),
    afterDelete: (args) => noticeFlushed(args, 'DELETED'),
  };

  return {
    subscriber,
    onBeforeCommit: (listener) => void beforeCommit.push(listener),
    onCommitted: (listener) => void committed.push(listener),
  };
}

function takeLog(transaction: object | undefined): ChangeLog {
  const log = getLog(transaction);
  if (transaction) logs.delete(transaction);
  return log;
}

function attempt(work: () => void, onError: (error: unknown) => void): void {
  try {
    work();
  } catch (error) {
    onError(error);
  }
}
