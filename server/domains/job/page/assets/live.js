// Subscriptions over one WebSocket (graphql-transport-ws), which comes back by itself when it is lost.

import { isSessionOver } from './ask.js';

const FIRST_PAUSE_MS = 300;
const LAST_PAUSE_MS = 15_000;
const QUIET_MS = 20_000;
const AGAIN_MS = 2000;

/**
 * What is told of the connection: `open()`, `lost()` each time that it could not be made or broke, `over()` when nobody is logged
 * in any more.
 */
export class Live {
  #told;
  #socket = null;
  #isReady = false;
  #subscriptions = new Map();
  #lastId = 0;
  #isOver = false;
  #pause = FIRST_PAUSE_MS;
  #retry = 0;
  #quiet = 0;

  constructor(told) {
    this.#told = told;
  }

  /** At once, also when it would wait before it tries again. */
  open() {
    if (this.#socket || this.#isOver) return;
    clearTimeout(this.#retry);
    const url = new URL('/graphql', location.href);
    url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(url, 'graphql-transport-ws');
    this.#socket = socket;
    socket.addEventListener('open', () => this.#send({ type: 'connection_init' }));
    socket.addEventListener('message', ({ data }) => this.#socket === socket && this.#hear(JSON.parse(data)));
    socket.addEventListener('close', () => this.#lose(socket));
    this.#listen(socket);
  }

  /** For good. */
  close() {
    this.#isOver = true;
    clearTimeout(this.#retry);
    this.#subscriptions.clear();
    const socket = this.#socket;
    if (socket) this.#drop(socket);
  }

  /**
   * Until the returned function is called. `variables()` is asked at each start, so that it can go on where it was; `started()`
   * is told of each. One that fails starts again, and an endless one that ends does, too.
   */
  subscribe({ query, variables = () => ({}), next, started = () => {}, complete = () => {}, isEndless = false }) {
    const id = String((this.#lastId += 1));
    this.#subscriptions.set(id, { query, variables, next, started, complete, isEndless });
    if (this.#isReady) this.#start(id);
    return () => {
      if (this.#subscriptions.delete(id) && this.#isReady) this.#send({ type: 'complete', id });
    };
  }

  #start(id) {
    const subscription = this.#subscriptions.get(id);
    if (!subscription || !this.#isReady) return;
    const { query, variables, started } = subscription;
    this.#send({ type: 'subscribe', id, payload: { query, variables: variables() } });
    started();
  }

  #hear({ type, id, payload }) {
    this.#listen(this.#socket);
    const subscription = this.#subscriptions.get(id);
    switch (type) {
      case 'ping':
        return this.#send({ type: 'pong' });
      case 'connection_ack':
        this.#isReady = true;
        this.#pause = FIRST_PAUSE_MS;
        this.#told.open();
        for (const known of [...this.#subscriptions.keys()]) this.#start(known);
        return;
      case 'next':
        if (payload.errors) return isSessionOver(payload.errors) ? this.#told.over() : undefined;
        return subscription?.next(payload.data);
      case 'error':
        if (isSessionOver(payload)) return this.#told.over();
        return this.#startLater(id);
      case 'complete':
        if (!subscription) return;
        if (subscription.isEndless) return this.#startLater(id);
        this.#subscriptions.delete(id);
        return subscription.complete();
    }
  }

  /** Under another id: what comes for the old one is late. */
  #startLater(id) {
    const subscription = this.#subscriptions.get(id);
    const socket = this.#socket;
    if (!subscription) return;
    setTimeout(() => {
      // A new connection has started it already.
      if (this.#socket === socket) this.#start(id);
    }, AGAIN_MS);
  }

  /** A network that is gone tells nobody: who is quiet is asked, and who does not answer is lost. */
  #listen(socket) {
    clearTimeout(this.#quiet);
    if (!socket) return;
    this.#quiet = setTimeout(() => {
      this.#send({ type: 'ping' });
      this.#quiet = setTimeout(() => this.#lose(socket), QUIET_MS / 2);
    }, QUIET_MS);
  }

  #send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #lose(socket) {
    if (this.#socket !== socket) return;
    this.#drop(socket);
    // Not all browsers that lost the same server in the same instant.
    this.#retry = setTimeout(() => this.open(), this.#pause * (0.5 + Math.random() / 2));
    this.#pause = Math.min(this.#pause * 2, LAST_PAUSE_MS);
    this.#told.lost();
  }

  #drop(socket) {
    clearTimeout(this.#quiet);
    this.#socket = null;
    this.#isReady = false;
    socket.close();
  }
}
