/** The plain server: what `pagoda serve` runs. Environment, settings, app, listen; signals stop it. */
import { runCommandLine } from './cli/run.ts';

process.exitCode = await runCommandLine(['serve', ...process.argv.slice(2)]);
