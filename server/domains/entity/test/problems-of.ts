import { Rejected } from '../../../errors.ts';

/** What work is refused for, each as its code and place; nothing when it succeeds. */
export async function problemsOf(work: Promise<unknown>): Promise<string[]> {
  try {
    await work;
    return [];
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    return error.problems.map(({ code, path }) => `${code} ${path.join('.')}`);
  }
}
