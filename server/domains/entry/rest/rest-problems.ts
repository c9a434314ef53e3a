import { Rejected, type Problem } from '../../../errors.ts';

/** Runs a service for REST: what is wrong with values stands there for the whole, since its bodies know attributes by their ids. */
export async function inRestWords<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    throw new Rejected(error.problems.map(inRest), { cause: error });
  }
}

function inRest(problem: Problem): Problem {
  const { code, path, plugin } = problem;
  const [first, , part] = path;
  // Plugins write for this door as they want to be read.
  if (plugin !== undefined || code === 'PERMISSION_DENIED') return problem;
  if (first === 'id' && code === 'NOT_FOUND') return { ...problem, code: 'INVALID', path: [], restCode: 'AE-230000' };
  if (first !== 'attrs') return problem;
  if (code !== 'NOT_FOUND') return { ...problem, path: [] };
  const restCode = part === 'attr' ? 'AE-230000' : 'AE-121000';
  return { ...problem, code: 'INVALID', path: [], restCode };
}
