/** Where a command speaks. Results go to stdout; everything else goes to stderr, so that results can be piped. */
export interface Terminal {
  /** A person can be asked. */
  readonly isInteractive: boolean;
  /** A result. */
  readonly print: (line: string) => void;
  /** Warnings, progress, errors. */
  readonly remark: (line: string) => void;
}

export const processTerminal: Terminal = {
  isInteractive: process.stdin.isTTY && process.stderr.isTTY,
  print: (line) => void process.stdout.write(`${line}\n`),
  remark: (line) => void process.stderr.write(`${line}\n`),
};

/** What an operator caused or can mend: told in a sentence, without a stack trace. */
export class Failure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Failure';
  }
}
