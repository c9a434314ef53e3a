type Undo = () => Promise<unknown>;

/** Jest loads set-up and teardown apart, so what they share lives on the process. */
const holder = globalThis as typeof globalThis & { pagodaTestUndo?: Undo[] };

/** What the set-up acquired, undone in reverse order after the last test file. */
export function onTeardown(undo: Undo): void {
  (holder.pagodaTestUndo ??= []).push(undo);
}

export default async function tearDown(): Promise<void> {
  for (const undo of holder.pagodaTestUndo?.splice(0).reverse() ?? []) await undo();
}
