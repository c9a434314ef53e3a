/** What the command tells the shell. */
export const EXIT = {
  ok: 0,
  /** It was understood and did not work out, or `check` found differences. */
  failed: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** Ctrl-C. */
  interrupted: 130,
  /** Nobody reads what it prints, as behind `head`: what shells call SIGPIPE. */
  unread: 141,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
