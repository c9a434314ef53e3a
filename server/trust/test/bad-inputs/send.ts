import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { BadRequest, HttpRequest } from './bad-input.ts';

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Sends a request to the server at this address, as its client or as bytes on a socket. */
export function send(url: string, request: BadRequest, token: string): Promise<Answer> {
  return 'raw' in request ? sendBytes(url, request.raw) : sendRequest(url, request, token);
}

async function sendRequest(url: string, { method, path, headers, body }: HttpRequest, token: string): Promise<Answer> {
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Token ${token}`, ...headers },
    body,
    redirect: 'manual',
  });
  return { status: response.status, body: await response.text() };
}

/** Every line of the request's head ends as HTTP wants; the answer ends when the server hangs up. */
async function sendBytes(url: string, raw: string): Promise<Answer> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  // A server may hang up before it has read everything.
  socket.on('error', () => undefined);
  socket.write(Buffer.from(raw, 'latin1'));
  const answer = await text(socket).catch(() => '');
  const [head = '', ...rest] = answer.split('\r\n\r\n');
  return { status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? 0), body: rest.join('\r\n\r\n') };
}
