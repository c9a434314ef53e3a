import type { ErrorCode, Problem } from '../errors.ts';

/** `UserError` of the SDL. */
export interface UserError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly path: readonly string[];
  readonly plugin: string | null;
}

export function toUserError({ code, message, path, plugin }: Problem): UserError {
  return { code, message, path, plugin: plugin ?? null };
}
