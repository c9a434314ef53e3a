import { isPagodaError, isValidationError } from 'pagoda-plugin-sdk';
import { blame, culpritOf } from '../../blame.ts';
import { problem, Rejected, Unauthenticated } from '../../errors.ts';
import { tame } from '../../tame.ts';
import { causeOf } from '../hook-failure.ts';
import { isPromise } from '../maybe-promise.ts';

/** Runs code of a plugin. What it throws, at once or later, is blamed on the plugin. */
export function guard<T>(plugin: string, call: () => T): T {
  return guardedBy((error) => blamed(plugin, error), call);
}

/** Runs code of the host that a plugin called: what that throws is not the plugin's fault. */
export function guardHost<T>(call: () => T): T {
  return guardedBy((error) => blame(error, culpritOf(error) ?? null), call);
}

/** What a plugin threw, as the doors take it. */
export function blamed(plugin: string, thrown: unknown): Error {
  const error = tame(thrown);
  return blame(isValidationError(error) ? error : inOwnWords(error, plugin), plugin);
}

function guardedBy<T>(translate: (error: unknown) => Error, call: () => T): T {
  const rethrow = (error: unknown): never => {
    throw translate(error);
  };
  try {
    const returned = call();
    // A promise of the same, or what behaves like one.
    return isPromise(returned) ? (returned.then(undefined, rethrow) as T) : returned;
  } catch (error) {
    return rethrow(error);
  }
}

/** The refusals that the SDK has words for, as those of the host. */
function inOwnWords(error: unknown, plugin: string): unknown {
  // Models were asked for somebody who is not logged in.
  if (isPagodaError(error, 'NoActor') && error.cause instanceof Unauthenticated) return error.cause;
  if (isPagodaError(error, 'AuthenticationError')) return new Unauthenticated(causeOf(error));
  if (isPagodaError(error, 'AuthorizationError')) {
    return new Rejected([{ ...problem('PERMISSION_DENIED', causeOf(error)), plugin }], { cause: error });
  }
  return error;
}
