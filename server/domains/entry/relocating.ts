import { Rejected } from '../../errors.ts';

/** Tells what is wrong where the caller's input has it, when the work was given something else than that input. */
export async function relocating<T>(
  place: (path: readonly string[]) => readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    throw new Rejected(
      error.problems.map((problem) => ({ ...problem, path: place(problem.path) })),
      { cause: error },
    );
  }
}
