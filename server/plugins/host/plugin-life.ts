import { rejected } from '../../errors.ts';
import { isPromise } from '../maybe-promise.ts';
import type { Identity, PluginServices } from './plugin-context.ts';

/** What of a plugin is under way, from when it is enabled until it is disabled. */
export class PluginLife {
  readonly #controller = new AbortController();
  #calls = 0;
  #idle: PromiseWithResolvers<void> | null = null;
  /** While it is not ready nobody asks it for anything of its own; hooks and wrappers run, since others go on. */
  isStarting = false;

  /** Aborted when the life is over. */
  get ended(): AbortSignal {
    return this.#controller.signal;
  }

  end(): void {
    this.#controller.abort();
  }

  begin(): void {
    this.#calls += 1;
  }

  finish(): void {
    this.#calls -= 1;
    if (this.#calls > 0) return;
    this.#idle?.resolve();
    this.#idle = null;
  }

  /** When none of its code is under way. */
  async idle(): Promise<void> {
    if (this.#calls > 0) await (this.#idle ??= Promise.withResolvers()).promise;
  }
}

/** The services for one plugin: calls of its code count as part of its life. */
export function countingServices(services: PluginServices, life: PluginLife): PluginServices {
  return {
    ...services,
    areReady: () => !life.isStarting && services.areReady(),
    enter: (ctx, id, call) => counted(life, () => services.enter(ctx, id, call)),
    enterMutation: (ctx, id, call) => counted(life, () => services.enterMutation(ctx, id, call)),
    lend(ctx, identity, call) {
      const { run, end } = services.lend(ctx, identity, call);
      let isRunning = false;
      return {
        run(handle) {
          isRunning = true;
          life.begin();
          return run(handle);
        },
        end(how) {
          if (isRunning) life.finish();
          isRunning = false;
          return end(how);
        },
      };
    },
  };
}

/** What is asked of a plugin before it can do it is refused, to be asked again. */
export function requireReady({ id }: Identity, services: PluginServices): void {
  if (services.areReady()) return;
  throw rejected('UNAVAILABLE', `The plugin "${id}" is not ready yet. Try again in a few seconds.`);
}

function counted<T>(life: PluginLife, call: () => T): T {
  let isLater = false;
  life.begin();
  try {
    const returned = call();
    if (!isPromise(returned)) return returned;
    isLater = true;
    const finish = (): void => life.finish();
    returned.then(finish, finish);
    return returned;
  } finally {
    if (!isLater) life.finish();
  }
}
