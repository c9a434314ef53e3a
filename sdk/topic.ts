/** The name of a stream of events of one plugin, with the type of what is sent on it. */
export interface Topic<Payload = unknown> {
  readonly name: string;
  /** Only for the compiler; never there. */
  readonly payload?: Payload;
}

/** How a subscription is told that it missed something. */
export interface SubscribeOptions<Payload> {
  /**
   * Makes the payload that stands for those that were missed: because the subscriber took none while 1,000, or 16 MB of them, were waiting,
   * or because the connection to PostgreSQL was lost for a moment. Read anew what you need. Without it the subscription ends with an error.
   *
   * @example ctx.subscribe(rackFilled, { missed: () => ({ id: null }) })
   */
  readonly missed?: () => Payload;
}

/**
 * Names a topic. Two plugins may use the same name: they do not hear each other.
 *
 * @param name Letters, digits, `-`, `_`, `.` and `:`; at most 100 of them. Throws a `TypeError` for others.
 * @example const rackFilled = topic<{ id: number }>('rack-filled');
 */
export function topic<Payload>(name: string): Topic<Payload> {
  if (!/^[\w.:-]{1,100}$/.test(name)) {
    throw new TypeError(`"${name}" cannot name a topic: use up to 100 letters, digits, "-", "_", "." and ":"`);
  }
  return Object.freeze({ name });
}
