import { setClock } from './clock.js';

/** Nobody is logged in any more. */
export class SessionOver extends Error {}

/** The server cannot be reached, or answers nothing that can be read. */
export class Unreachable extends Error {}

export function isSessionOver(errors) {
  return errors.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED');
}

/** The data of one operation. */
export async function ask(query, variables = {}) {
  const { data, errors } = await post(JSON.stringify({ query, variables }));
  if (!errors) return data;
  if (isSessionOver(errors)) throw new SessionOver('The session has ended.');
  throw new Error(errors[0]?.message ?? 'The server did not say what went wrong.');
}

async function post(body) {
  try {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch('/graphql', { method: 'POST', headers, body });
    setClock(response.headers.get('date'));
    return await response.json();
  } catch (cause) {
    throw new Unreachable('The server cannot be reached.', { cause });
  }
}
