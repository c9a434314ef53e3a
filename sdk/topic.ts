/** The name of a stream of events of one plugin, with the type of what is sent on it. */
export interface Topic<Payload = unknown> {
  readonly name: string;
  /** Only for the compiler; never there. */
  readonly payload?: Payload;
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
