import type { Logger } from 'pino';
import type { Terminal } from './terminal.ts';
import { EXIT } from './exit-code.ts';

/** An error that nobody catches ends the process, unless it comes from a plugin: that is told and goes on. Gives the way back. */
export function surviveUncaught(findCulprit: () => string | null, log: Logger, terminal: Terminal): () => void {
  const hear = (error: unknown): void => {
    // The context in which it was thrown is still there.
    const plugin = findCulprit();
    if (plugin !== null) {
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
