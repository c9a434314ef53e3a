import type { PluginContext } from './plugin-context.ts';
import type { ViewRequest } from './api-view.ts';

/** Decides whether a request may reach a view. */
export interface ViewPermission {
  hasPermission(request: ViewRequest, ctx: PluginContext): boolean | Promise<boolean>;
}

/** A class of them, for `permissionClasses`. */
export type PermissionClass = new () => ViewPermission;

/** Everybody, also the anonymous. */
export class AllowAny implements ViewPermission {
  hasPermission(): boolean {
    return true;
  }
}

/** Users who are logged in. */
export class IsAuthenticated implements ViewPermission {
  hasPermission({ user }: ViewRequest): boolean {
    return user !== null;
  }
}

/** Users who may do everything. */
export class IsSuperuser implements ViewPermission {
  hasPermission({ user }: ViewRequest): boolean {
    return user?.isSuperuser === true;
  }
}
