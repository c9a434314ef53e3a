import type { JobOperation } from './job-operation.ts';

/** Who may have which operation numbers. From 10000 on they are reserved. */
const RANGES = { core: [1, 99], 'custom-view': [100, 199], plugin: [200, 9999] } as const;
export type OperationKind = keyof typeof RANGES;

/** Whether every worker can do it; other numbers come and go with what is installed and enabled. */
export function isOfCore(number: number): boolean {
  return number <= RANGES.core[1];
}

/** What jobs can do in this process, by operation number. Plugins come and go while it runs. */
export class JobOperations {
  readonly #byNumber = new Map<number, JobOperation & { readonly owner: string }>();
  readonly #suspended = new Set<string>();
  #runnable: readonly JobOperation[] | null = null;

  /** @throws Error for a number that is taken or out of the range of its kind: a mistake of whoever wrote it. */
  register(owner: string, kind: OperationKind, operations: readonly JobOperation[]): void {
    for (const operation of operations) {
      const { number, name } = operation;
      const [first, last] = RANGES[kind];
      if (!Number.isInteger(number) || number < first || number > last) {
        throw new Error(
          `Operation "${name}" of ${owner} has the number ${number}; ${kind} operations have ${first}-${last}.`,
        );
      }
      const taken = this.#byNumber.get(number);
      if (taken) {
        throw new Error(`Operations "${taken.name}" of ${taken.owner} and "${name}" of ${owner} are both ${number}.`);
      }
      this.#byNumber.set(number, Object.freeze({ ...operation, owner }));
    }
    this.#runnable = null;
  }

  /** Nothing of an owner is run from now on, such as of a plugin that is disabled; what is queued waits. */
  suspend(owner: string): void {
    this.#suspended.add(owner);
    this.#runnable = null;
  }

  resume(owner: string): void {
    this.#suspended.delete(owner);
    this.#runnable = null;
  }

  /** Takes away all of an owner, as if it had never been. */
  unregister(owner: string): void {
    for (const [number, operation] of this.#byNumber) if (operation.owner === owner) this.#byNumber.delete(number);
    this.#runnable = null;
  }

  find(number: number): JobOperation | null {
    return this.#byNumber.get(number) ?? null;
  }

  /** The same if it can be run at the moment. */
  findRunnable(number: number): JobOperation | null {
    const operation = this.#byNumber.get(number);
    return operation && !this.#suspended.has(operation.owner) ? operation : null;
  }

  /** The same list until something changes. */
  get runnable(): readonly JobOperation[] {
    return (this.#runnable ??= this.all.filter(({ number }) => this.findRunnable(number)));
  }

  /** For lists, that leave them out. */
  get hidden(): readonly number[] {
    return [...this.#byNumber.values()].filter(({ isHidden }) => isHidden).map(({ number }) => number);
  }

  isHidden(number: number): boolean {
    return this.find(number)?.isHidden ?? false;
  }

  get all(): readonly JobOperation[] {
    return [...this.#byNumber.values()].sort((a, b) => a.number - b.number);
  }
}
