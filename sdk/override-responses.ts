import { response, type RouteResponse } from './route.ts';

type Body = Readonly<Record<string, unknown>>;

/**
 * Answers that the operation succeeded.
 *
 * @param data The body; `{}` unless told.
 * @param status The HTTP status.
 * @example return successResponse({ id: entry.id });
 */
export function successResponse(data?: unknown, status = 200): RouteResponse {
  return response(status, data ?? {});
}

/**
 * Answers that something was made, with status 201.
 *
 * @param data The body; unless told `{ id, name }` of what is given.
 * @example return createdResponse(undefined, { entryId: entry.id, entryName: entry.name });
 */
export function createdResponse(
  data?: unknown,
  { entryId, entryName }: { readonly entryId?: number; readonly entryName?: string } = {},
): RouteResponse {
  const made = { ...(entryId !== undefined && { id: entryId }), ...(entryName !== undefined && { name: entryName }) };
  return response(201, data ?? made);
}

/**
 * Answers that the work goes on, with status 202.
 *
 * @param data The body; gets `message` unless it has one.
 * @example return acceptedResponse({ job_id: job.id });
 */
export function acceptedResponse(data: Body = {}, message = 'Request accepted for processing'): RouteResponse {
  return response(202, { message, ...data });
}

/**
 * Answers with nothing, with status 204.
 *
 * @example return noContentResponse();
 */
export function noContentResponse(): RouteResponse {
  return response(204);
}

/**
 * Answers that something went wrong: `{ error, details }`.
 *
 * @param status The HTTP status.
 * @param details Left out unless told.
 * @example return errorResponse('The rack is full', 409, { rack: 7 });
 */
export function errorResponse(message: string, status = 400, details?: unknown): RouteResponse {
  return response(status, { error: message, ...(details !== undefined && { details }) });
}

/**
 * Answers that there is no such entry, with status 404.
 *
 * @example if (!ctx.entry) return notFoundResponse();
 */
export function notFoundResponse(message = 'Entry not found'): RouteResponse {
  return errorResponse(message, 404);
}

/**
 * Answers that the caller may not do this, with status 403.
 *
 * @param deniedEntries The ids of the entries it is about; left out unless told.
 * @example return permissionDeniedResponse('These belong to others', [4, 5]);
 */
export function permissionDeniedResponse(
  message = 'Permission denied',
  deniedEntries?: readonly number[],
): RouteResponse {
  return response(403, { error: message, ...(deniedEntries && { denied_entries: deniedEntries }) });
}

/**
 * Answers that the request breaks rules, with status 400.
 *
 * @param errors The body; a text becomes `{ detail: text }`.
 * @example return validationErrorResponse({ name: ['Too long'] });
 */
export function validationErrorResponse(errors: Body | readonly unknown[] | string): RouteResponse {
  return response(400, typeof errors === 'string' ? { detail: errors } : errors);
}
