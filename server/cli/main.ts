/** The `pagoda` command. */
import { endProcess } from './end-process.ts';
import { endUnread } from './end-unread.ts';
import { runCommandLine } from './run.ts';

endUnread();

await endProcess(await runCommandLine(process.argv.slice(2)));
