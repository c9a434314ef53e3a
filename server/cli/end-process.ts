import type { ExitCode } from './exit-code.ts';

/**
 * Ends the process when everything is written. What modules of plugins left running, a timer or a connection, would keep it alive for
 * ever; whatever the command itself began is over by now.
 */
export async function endProcess(code: ExitCode): Promise<never> {
  await Promise.all([process.stdout, process.stderr].map(flushed));
  process.exit(code);
}

/** A stream that failed has nothing more to write; what that means is told by its `error`, which comes first. */
function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => setImmediate(resolve));
  });
}
