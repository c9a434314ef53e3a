/** The plain server: what `pagoda serve` runs. Environment, settings, app, listen; signals stop it. */
import { endProcess } from './cli/end-process.ts';
import { runCommandLine } from './cli/run.ts';

await endProcess(await runCommandLine(['serve', ...process.argv.slice(2)]));
