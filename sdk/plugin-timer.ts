/// <reference lib="esnext.disposable" preserve="true" />
import type { PluginContext } from './plugin-context.ts';

/** What a timer of a plugin calls. Its context is new for each call, and nobody acts in it: for models use `ctx.elevated`. */
export type TimerWork = (ctx: PluginContext) => unknown;

/** A timer that `ctx.setTimeout` or `ctx.setInterval` began. It ends by itself when the plugin is disabled or the server stops. */
export interface PluginTimer {
  /** Calls nothing any more. What runs at this moment runs to its end. May be called again. */
  stop(): void;
  /** The same, for `using`. */
  [Symbol.dispose](): void;
}
