import type { Logger } from 'pino';
import type { UncaughtErrors } from '../plugins/index.ts';
import { tame } from '../tame.ts';
import type { Terminal } from './terminal.ts';
import { EXIT } from './exit-code.ts';

export interface Survival {
  /** The plugin whose code runs; null for the core. */
  readonly findCulprit: () => string | null;
  /** Where errors of plugins are counted. */
  readonly uncaught: Pick<UncaughtErrors, 'count'>;
  readonly log: Logger;
  readonly terminal: Terminal;
}

/** An error that nobody catches ends the process, unless it comes from a plugin: that is told and counted, and all goes on. Gives the way back. */
export function surviveUncaught({ findCulprit, uncaught, log, terminal }: Survival): () => void {
  const hear = (thrown: unknown): void => {
    const error = tame(thrown);
    // The context in which it was thrown is still there.
    const plugin = findCulprit();
    if (plugin !== null) {
      uncaught.count(plugin);
      log.error({ err: error, plugin }, `Plugin ${plugin} let an error go uncaught, in a timer or a promise`);
      return;
    }
    log.fatal({ err: error }, 'An error that nobody caught ends the server');
    terminal.remark(error instanceof Error && error.stack !== undefined ? error.stack : String(error));
    process.exit(EXIT.failed);
  };
  process.on('uncaughtException', hear);
  process.on('unhandledRejection', hear);
  return () => {
    process.off('uncaughtException', hear);
    process.off('unhandledRejection', hear);
  };
}
