import { AuthenticationError, AuthorizationError, ValidationError } from 'pagoda-plugin-sdk';
import { blame } from '../../blame.ts';
import { Rejected, Unauthenticated } from '../../errors.ts';

/** What services refuse, in the words of the SDK. */
export async function translatingRefusals<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toRefusal(error);
  }
}

function toRefusal(error: unknown): unknown {
  if (error instanceof Unauthenticated) return new AuthenticationError(error.message, { cause: error });
  if (!(error instanceof Rejected)) return error;
  const { message, problems } = error;
  if (problems.some(({ code }) => code === 'PERMISSION_DENIED')) {
    return new AuthorizationError(message, { cause: error });
  }
  const refusal = new ValidationError(message, problems.length === 1 ? problems[0]?.path : []);
  const [first] = problems;
  // Who vetoed is to blame, not who met the veto.
  if (first?.plugin !== undefined) blame(refusal, first.plugin);
  return Object.assign(refusal, { cause: error });
}
