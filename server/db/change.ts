export type ChangeKind = 'CREATED' | 'UPDATED' | 'DELETED' | 'RESTORED';

/** What happened to one entry or entity in a transaction. */
export interface Change {
  readonly noun: 'entry' | 'entity';
  readonly kind: ChangeKind;
  readonly id: number;
  /** The entity of the entry, or the entity itself. */
  readonly entityId: number;
  /** Null for the anonymous and for the system. */
  readonly actorId: number | null;
  readonly time: Date;
  /** What the write path left for whoever is told; the journal does not look at it, and it is not kept beyond the process. */
  readonly trace?: object;
}

type State = 'absent' | 'active' | 'deleted';

const BEFORE: Readonly<Record<ChangeKind, State>> = {
  CREATED: 'absent',
  UPDATED: 'active',
  DELETED: 'active',
  RESTORED: 'deleted',
};
const AFTER: Readonly<Record<ChangeKind, State>> = {
  CREATED: 'active',
  UPDATED: 'active',
  DELETED: 'deleted',
  RESTORED: 'active',
};
const NET: Readonly<Record<State, Readonly<Record<State, ChangeKind | null>>>> = {
  absent: { absent: null, active: 'CREATED', deleted: null },
  active: { absent: 'DELETED', active: 'UPDATED', deleted: 'DELETED' },
  deleted: { absent: null, active: 'RESTORED', deleted: null },
};

interface Span {
  readonly first: Change;
  readonly last: Change;
  /** Seen by the subscriber, so the write path may still come and say what it was. */
  readonly isCaught: boolean;
}

/**
 * The changes of one transaction or savepoint: one per object, which says how the object differs from what was there
 * before. Created and updated is created, deleted and restored is updated, created and deleted is nothing.
 */
export class ChangeLog {
  readonly #spans = new Map<string, Span>();
  readonly parent: ChangeLog | null;

  constructor(parent: ChangeLog | null) {
    this.parent = parent;
  }

  /** A change that the write path knows of. */
  record(change: Change): void {
    const key = keyOf(change);
    const span = this.#spans.get(key);
    const isSameThing = span?.isCaught && AFTER[span.last.kind] !== BEFORE[change.kind];
    const first = span && !isSameThing ? span.first : change;
    this.#spans.set(key, { first, last: change, isCaught: false });
  }

  /** A change that a flush made; nothing new if the write path has said already what happens to the object. */
  notice(change: Change): void {
    const known = this.#find(keyOf(change));
    if (known && (change.kind !== 'DELETED' || known.last.kind === 'DELETED')) return;
    const own = this.#spans.get(keyOf(change));
    this.#spans.set(keyOf(change), { first: own?.first ?? change, last: change, isCaught: true });
  }

  /** What a released savepoint did becomes part of the transaction around it. */
  absorb(inner: ChangeLog): void {
    for (const [key, span] of inner.#spans) {
      const before = this.#spans.get(key);
      this.#spans.set(key, before ? { ...span, first: before.first } : span);
    }
  }

  /** In the order in which the objects were first touched. */
  list(): readonly Change[] {
    const changes: Change[] = [];
    for (const { first, last } of this.#spans.values()) {
      const kind = NET[BEFORE[first.kind]][AFTER[last.kind]];
      if (kind) changes.push({ ...last, kind });
    }
    return changes;
  }

  #find(key: string): Span | undefined {
    const own = this.#spans.get(key);
    return own ?? (this.parent ? this.parent.#find(key) : undefined);
  }
}

function keyOf({ noun, id }: Change): string {
  return `${noun} ${id}`;
}
