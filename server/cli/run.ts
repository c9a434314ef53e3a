import { CommanderError } from 'commander';
import type { Environment } from '../config.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { describeFailure } from './failure.ts';
import { refuseOldNode } from './node-version.ts';
import { makeProgram } from './program.ts';
import { safeTerminal } from './safe-text.ts';
import { processTerminal, type Terminal } from './terminal.ts';

/** Runs one command line and answers with what to exit with. Failures are told on stderr, never thrown. */
export async function runCommandLine(
  args: readonly string[],
  env: Environment = process.env,
  given: Terminal = processTerminal,
): Promise<ExitCode> {
  const terminal = safeTerminal(given);
  const refusal = refuseOldNode(process.versions.node);
  if (refusal !== null) {
    terminal.remark(refusal);
    return EXIT.failed;
  }
  let code: ExitCode = EXIT.ok;
  const program = makeProgram({ env, terminal, exitWith: (wanted) => void (code = wanted) });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // Commander has told what is wrong, or printed the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (isPromptLeft(error)) return EXIT.interrupted;
    terminal.remark(describeFailure(error));
    if (env.LOG_LEVEL === 'debug' || env.LOG_LEVEL === 'trace') terminal.remark(String((error as Error).stack));
    return EXIT.failed;
  }
}

/** Somebody pressed Ctrl-C at a question. */
function isPromptLeft(error: unknown): boolean {
  return error instanceof Error && error.name === 'ExitPromptError';
}
