/** Clients that can be cut off at any moment, as by a cable. */
import http from 'node:http';
import { WebSocket } from 'ws';

export interface RawWatch {
  readonly url: string;
  readonly token: string;
  readonly query: string;
  readonly variables: object;
  /** The text of each result. */
  onResult(text: string): void;
}

export interface RawClient {
  /** Whether it came to its end, as the server says; false when it was cut off. */
  readonly ended: Promise<boolean>;
  cut(): void;
}

export type Connect = (watch: RawWatch) => RawClient;

export const connectSocket: Connect = ({ url, token, query, variables, onResult }) => {
  const { promise: ended, resolve } = Promise.withResolvers<boolean>();
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const send = (message: object): void => socket.send(JSON.stringify(message));
  let isCut = false;
  socket.on('open', () => send({ type: 'connection_init', payload: { token } }));
  socket.on('message', (data: Buffer) => {
    // What arrives after the cut never arrived.
    if (isCut) return;
    const text = String(data);
    if (text.includes('"type":"next"')) onResult(text);
    else if (text.includes('"type":"connection_ack"'))
      send({ id: '1', type: 'subscribe', payload: { query, variables } });
    else if (text.includes('"type":"complete"')) resolve(true);
  });
  socket.on('error', () => undefined);
  socket.on('close', () => resolve(false));
  const cut = (): void => {
    isCut = true;
    socket.terminate();
  };
  void ended.then(cut);
  return { ended, cut };
};

export const connectStream: Connect = ({ url, token, query, variables, onResult }) => {
  const { promise: ended, resolve } = Promise.withResolvers<boolean>();
  let isCut = false;
  const request = http.request(`${url}/graphql/stream`, {
    method: 'POST',
    agent: false,
    headers: { authorization: `Token ${token}`, 'content-type': 'application/json', accept: 'text/event-stream' },
  });
  request.on('error', () => resolve(false));
  request.on('response', (answer) => {
    let waiting = '';
    answer.setEncoding('utf8').on('data', (part: string) => {
      const messages = (waiting + part).split('\n\n');
      waiting = messages.pop() ?? '';
      for (const message of messages) {
        if (isCut) return;
        if (message.startsWith('event: next')) onResult(message);
        else if (message.startsWith('event: complete')) resolve(true);
      }
    });
    answer.on('error', () => undefined);
    answer.on('close', () => resolve(false));
  });
  request.end(JSON.stringify({ query, variables }));
  const cut = (): void => {
    isCut = true;
    request.destroy();
  };
  void ended.then(cut);
  return { ended, cut };
};
