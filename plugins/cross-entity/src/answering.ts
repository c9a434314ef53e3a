import {
  errorResponse,
  isPagodaError,
  isValidationError,
  permissionDeniedResponse,
  type OverrideContext,
  type OverrideHandler,
  type RouteResponse,
} from 'pagoda-plugin-sdk';

/**
 * Carries out an operation, and says in the words of this plugin what was refused. An answer of 400 and above undoes all
 * that was written on the way. Everything else that is thrown is a bug: the server masks and logs it.
 */
export function answering(
  operation: string,
  work: (ctx: OverrideContext) => Promise<RouteResponse | null>,
): OverrideHandler {
  return async (ctx) => {
    try {
      return await work(ctx);
    } catch (error) {
      if (isPagodaError(error, 'AuthorizationError')) return permissionDeniedResponse(error.message);
      if (isValidationError(error)) return errorResponse(`Failed to ${operation} entry: ${error.message}`);
      throw error;
    }
  };
}
