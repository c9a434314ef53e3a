import { PluginValidationError } from './exceptions.ts';
import type { PluginContext } from './plugin-context.ts';
import type { EntityProtocol, EntryProtocol } from './model-protocols.ts';
import type { RouteRequest } from './route.ts';
import type { UserView } from './views.ts';

/** The five operations on the entries of an entity that a plugin can take over. */
export type OverrideOperation = 'create' | 'retrieve' | 'update' | 'delete' | 'list';

/** The operations that can be overridden, in the order of the documentation. */
export const overrideOperations: readonly OverrideOperation[] = Object.freeze([
  'create',
  'retrieve',
  'update',
  'delete',
  'list',
]);

/** What the handler of an override gets. */
export interface OverrideContext extends PluginContext {
  /** Null when the operation came by GraphQL, a job or the command line. */
  readonly request: RouteRequest | null;
  /** The actor; null for the anonymous. */
  readonly user: UserView | null;
  readonly entity: EntityProtocol;
  /** Null for create and list. */
  readonly entry: EntryProtocol | null;
  /** The body of create and update, in the form of REST whatever door it came by; null for the others. */
  readonly data: Readonly<Record<string, unknown>> | null;
  /** What `params` of the plugin made of the parameters in `BACKEND_PLUGIN_ENTITY_OVERRIDES`; `{}` without any. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly operation: OverrideOperation;
  /** Whether there is a user. */
  readonly isAuthenticated: boolean;
  /**
   * What the default answers to retrieve and list, as it would be sent: to be added to. Operations that write have no such
   * answer and throw an `InterfaceError`: return nothing to let the default carry them out.
   *
   * @example return successResponse({ ...Object(await ctx.defaultAnswer()), checked: true });
   */
  defaultAnswer(): Promise<unknown>;
  /** `data` if there is any, else the body of the request, else `{}`. */
  getRequestData(): Readonly<Record<string, unknown>>;
}

/** A function that stands in for an operation. It answers like a route; null or nothing lets the default go on. */
export type OverrideHandler = (ctx: OverrideContext) => unknown;

/** How an override is run. */
export interface OverrideOptions {
  /**
   * Whether the hooks that the default runs before it writes (`before_*` and `entry.validate`) run before the handler, which
   * then sees what they made of `data`; they do unless told. They do not run again when the handler itself, with models, then
   * writes what they ran for: the first entry of the entity that it creates, or the entry that it changes or deletes. It is
   * validated again only if something else is written than was validated. With false they run for whatever the handler writes.
   * After hooks follow what was really written.
   */
  readonly hooks?: boolean;
}

/** An override with everything that the host needs to call it; made by `overrideOperation`. */
export interface OverrideRegistration extends OverrideOptions {
  readonly operation: OverrideOperation;
  readonly handler: OverrideHandler;
}

/**
 * The operation that a text names, in any case.
 *
 * @throws PluginValidationError for others.
 * @example parseOverrideOperation('Create') // 'create'
 */
export function parseOverrideOperation(text: string): OverrideOperation {
  const operation = overrideOperations.find((name) => name === text.toLowerCase());
  if (operation) return operation;
  throw new PluginValidationError(
    `Invalid operation "${text}": the operations that can be overridden are ${overrideOperations.join(', ')}`,
  );
}
