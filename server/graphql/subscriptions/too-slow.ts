import { GraphQLError } from 'graphql';

/** The WebSocket code by which a client knows that it may connect again: "try again later". */
export const TOO_SLOW_CLOSE = 1013;

/** Short enough for the end of a WebSocket. */
export const TOO_SLOW = 'You do not take what is sent. Connect again and go on after the last event that you have.';

/** The last thing that a client is sent which does not take what was sent before. */
export function tooSlow(): GraphQLError {
  return new GraphQLError(TOO_SLOW, { extensions: { code: 'SUBSCRIBER_TOO_SLOW' } });
}
