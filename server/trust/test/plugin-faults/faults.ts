import { ValidationError, type HookName } from 'pagoda-plugin-sdk';
import { Entity, Entry } from 'pagoda-plugin-sdk/models';

/** What a handler does wrong. */
export interface Fault {
  /** How the handler goes wrong. */
  readonly name: string;
  /** Hooks that it is tried on; all of them unless told. */
  readonly hooks?: RegExp;
  /** Whether only its time limit ends it. */
  readonly hangs?: boolean;
  run(payload: Readonly<Record<string, unknown>>, ctx: { readonly signal: AbortSignal }): unknown;
  /** What the log says of it; null where nothing of it goes wrong while the hook runs. */
  cause(hook: HookName): RegExp | null;
  /** What comes of it. */
  outcome(hook: HookName): Outcome;
}

/** Nothing at all; the operation goes on and the fault is counted; the operation is refused in general words; in the handler's. */
export type Outcome = 'none' | 'isolated' | 'refused' | 'vetoed';

const TAKES_RESULT = /\.before_(create|update)$|\.get_attrs$/;
const MAY_VETO = /\.before_|\.validate$/;
/** What these write is in the transaction of the operation. */
const IN_TRANSACTION = MAY_VETO;

const isolatedOrRefused = (hook: HookName): Outcome => (hook === 'entry.validate' ? 'refused' : 'isolated');
const MISTAKE = 'cannot read height of undefined';
const TIME_IS_UP = /it took longer than \d+ ms/;
export const VETO = 'A rack holds at most 42 servers';

async function writeNote(): Promise<void> {
  await Entry.objects.create({ name: 'intruder', schema: await Entity.objects.get({ name: 'Note' }) });
}

export const FAULTS: readonly Fault[] = [
  {
    name: 'throws',
    run() {
      throw new TypeError(MISTAKE);
    },
    cause: () => new RegExp(MISTAKE),
    outcome: isolatedOrRefused,
  },
  {
    name: 'rejects',
    run: () => Promise.reject(new TypeError(MISTAKE)),
    cause: () => new RegExp(MISTAKE),
    outcome: isolatedOrRefused,
  },
  {
    name: 'hangs',
    hangs: true,
    run: () => new Promise(() => {}),
    cause: () => TIME_IS_UP,
    outcome: isolatedOrRefused,
  },
  {
    name: 'rejects when its time is over',
    hangs: true,
    run: (_payload, { signal }) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(new Error('Nobody waits for this'))),
      ),
    cause: () => TIME_IS_UP,
    outcome: isolatedOrRefused,
  },
  {
    name: 'returns the wrong type',
    run: () => 42,
    cause: (hook) => (TAKES_RESULT.test(hook) ? /it returned a number where/ : null),
    outcome: (hook) => (TAKES_RESULT.test(hook) ? 'isolated' : 'none'),
  },
  {
    name: 'returns attributes whose values are of the wrong type',
    hooks: /^entry\.get_attrs$/,
    run: (payload) => {
      const list = payload['attrinfo'];
      return Array.isArray(list) ? list.map((attr: object) => ({ ...attr, value: { odd: [1] } })) : list;
    },
    cause: () => /unusable value/,
    outcome: () => 'isolated',
  },
  {
    name: 'changes what it got and returns nothing',
    run(payload) {
      const own = payload['data'] ?? payload['attrinfo'] ?? payload['attrs'];
      if (Array.isArray(own)) own.splice(0, own.length, 'intruder');
      else Object.assign(own ?? {}, { name: 'intruder', note: 'intruder', attrs: [] });
      Object.assign(payload, { entityName: 'intruder', data: 'intruder', attrinfo: 'intruder', attrs: 'intruder' });
    },
    cause: () => null,
    outcome: () => 'none',
  },
  {
    name: 'changes what is not its own',
    run: (payload) =>
      void Object.assign(payload['entry'] ?? payload['entity'] ?? payload['user'] ?? {}, { name: 'intruder' }),
    cause: () => /read only property|not extensible/,
    outcome: isolatedOrRefused,
  },
  {
    name: 'vetoes',
    run() {
      throw new ValidationError(VETO, ['rack']);
    },
    cause: (hook) => (MAY_VETO.test(hook) ? null : new RegExp(VETO)),
    outcome: (hook) => (MAY_VETO.test(hook) ? 'vetoed' : 'isolated'),
  },
  {
    name: 'writes, then throws',
    hooks: IN_TRANSACTION,
    async run() {
      await writeNote();
      throw new TypeError(MISTAKE);
    },
    cause: () => new RegExp(MISTAKE),
    outcome: isolatedOrRefused,
  },
  {
    name: 'writes, then hangs',
    hangs: true,
    hooks: IN_TRANSACTION,
    async run() {
      await writeNote();
      await new Promise(() => {});
    },
    cause: () => TIME_IS_UP,
    outcome: isolatedOrRefused,
  },
  {
    name: 'writes, then vetoes',
    hooks: IN_TRANSACTION,
    async run() {
      await writeNote();
      throw new ValidationError(VETO, ['rack']);
    },
    cause: () => null,
    outcome: () => 'vetoed',
  },
];
