/** The `pagoda` command. */
import { endUnread } from './end-unread.ts';
import { runCommandLine } from './run.ts';

endUnread();

process.exitCode = await runCommandLine(process.argv.slice(2));
