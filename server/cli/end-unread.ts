import { findErrorCode } from '../error-code.ts';
import { EXIT } from './exit-code.ts';

/** Ends the process quietly when whoever reads what it prints is gone: `pagoda jobs list | head -1` has all that it asked for. */
export function endUnread(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (findErrorCode(error) === 'EPIPE') process.exit(EXIT.unread);
      throw error;
    });
  }
}
