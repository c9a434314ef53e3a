import {
  isHookName,
  normalizeHookName,
  type HookContext,
  type HookName,
  type PluginContext,
  type PluginHook,
} from 'pagoda-plugin-sdk';
import { whyUnusable, whyUnusableBatch } from './hook-returns.ts';
import { batchPayload, samplePayloads } from './sample-payloads.ts';
import { sampleEntry } from './sample-views.ts';
import type { Probe, Session } from './session.ts';
import { isMistake, isMutation, textOf } from './throws.ts';
import type { Observation } from './watch-call.ts';

/** Handlers of hooks: how they are registered, and what they do with what hooks give. */
export async function checkHooks(session: Session): Promise<void> {
  for (const [index, registration] of session.plugin.registrations().hooks.entries()) {
    const thing = `hooks[${index}] (${registration.hook})`;
    const hook = normalizeHookName(registration.hook);
    const wrong = whyWrong(registration, hook);
    if (wrong) session.report('hooks', thing, ...wrong);
    else await callHandler(session, { thing, hook, registration });
  }
}

interface Called {
  readonly thing: string;
  readonly hook: HookName;
  readonly registration: PluginHook;
}

async function callHandler(session: Session, called: Called): Promise<void> {
  const { hook, registration } = called;
  const payloads = samplePayloads(hook, registration.entity ?? 'Sample');
  for (const [what, payload] of payloads) {
    const size = registration.batch ? 3 : 1;
    const argument = registration.batch ? batchPayload(hook, payload, size) : payload;
    judge(session, called, what, size, await session.observe(probeOf(called, argument)));
  }
  const [[, payload] = ['', {}]] = payloads;
  const broken = registration.batch ? batchPayload(hook, payload, 3) : payload;
  await session.observe({ ...probeOf(called, broken), world: { isBroken: true } });
  if (hook.endsWith('.get_attrs')) await countLoads(session, called, payload);
}

function probeOf({ thing, hook, registration }: Called, argument: object): Probe {
  return {
    topic: 'hooks',
    thing,
    limit: registration.timeout ?? (hook.includes('.after_') ? 30_000 : hook.endsWith('.get_attrs') ? 1000 : 5000),
    call: (ctx) => call(registration, argument, ctx),
  };
}

function call(registration: PluginHook, argument: object, ctx: PluginContext): unknown {
  const handler = registration.handler as (argument: object, ctx: object) => unknown;
  return handler(argument, { ...ctx, ...changeOf(registration, argument) });
}

/** What the server says of the change, or changes, that after handlers are told of. */
function changeOf({ hook, batch }: PluginHook, argument: object): Partial<HookContext> {
  if (!normalizeHookName(hook).includes('.after_')) return {};
  if (!batch) return { changeId: 'conformance', changeTime: new Date() };
  const items: unknown = Reflect.get(argument, 'items');
  const changeIds = Array.isArray(items) ? items.map((_item, index) => `conformance ${index}`) : [];
  return { changeIds, changeTimes: changeIds.map(() => new Date()) };
}

function judge(
  session: Session,
  { thing, hook, registration }: Called,
  what: string,
  size: number,
  seen: Observation | null,
): void {
  if (seen?.ended === 'returned') {
    const cause = registration.batch ? whyUnusableBatch(hook, size, seen.value) : whyUnusable(hook, seen.value);
    if (cause)
      session.report(
        'hooks',
        thing,
        `${cause} (payload: ${what})`,
        'Return what docs/plugins/hooks.md names, or nothing.',
      );
    return;
  }
  if (seen?.ended !== 'threw' || seen.isBlind || !isMistake(seen.value)) return;
  const text = textOf(seen.value);
  if (isMutation(seen.value)) {
    session.report(
      'hooks',
      thing,
      `it changes what is not its own: ${text}`,
      'Views are read-only: return changed data, or save a model.',
    );
  } else {
    session.report(
      'hooks',
      thing,
      `it fails with ${text} (payload: ${what})`,
      'Handle every payload: parts may be missing, and values of any type.',
    );
  }
}

/** A page of 50 must not cost more calls than a single entry. */
async function countLoads(session: Session, called: Called, payload: object): Promise<void> {
  const { thing, hook, registration } = called;
  const counts: number[] = [];
  for (const size of [1, 50]) {
    const work = (ctx: PluginContext): unknown =>
      registration.batch
        ? call(registration, batchPayload(hook, payload, size), ctx)
        : Promise.all(Array.from({ length: size }, (_, index) => call(registration, numbered(payload, index), ctx)));
    const seen = await session.observe({ ...probeOf(called, payload), call: work });
    counts.push(seen?.calls ?? 0);
  }
  const [one = 0, fifty = 0] = counts;
  if (fifty <= one) return;
  const remedy = registration.batch
    ? 'Ask once for all of them, with { id: { in: ids } }.'
    : 'Register it with `batch: true`, and ask once for all.';
  session.report('loads', thing, `it calls models ${one} times for 1 and ${fifty} times for 50`, remedy);
}

function numbered(payload: object, index: number): object {
  return 'entry' in payload ? { ...payload, entry: sampleEntry('Sample', 101 + index) } : payload;
}

type Wrong = readonly [cause: string, remedy: string];

/** What the server refuses. */
function whyWrong(registration: PluginHook, name: HookName): Wrong | null {
  const {
    handler,
    priority = 100,
    timeout = 1,
    entity = 'any',
    onError = 'isolate',
  }: Record<string, unknown> = { ...registration };
  if (!isHookName(name)) return ['there is no such hook', 'See hookNames of pagoda-plugin-sdk.'];
  if (typeof handler !== 'function') return ['its handler is no function', 'Make it with entryHook and its kin.'];
  if (!Number.isFinite(priority)) return ['its priority is no number', 'Lower runs first; 100 unless told.'];
  if (typeof timeout !== 'number' || !(timeout >= 1 && timeout < 2 ** 31))
    return ['its timeout is no time', 'Write milliseconds from 1.'];
  if (typeof entity !== 'string' || entity.trim() === '')
    return ['its `entity` is no name', 'Name one entity, or leave it out for all.'];
  if (onError !== 'isolate' && onError !== 'reject')
    return ['its `onError` is neither isolate nor reject', 'Write one of them.'];
  if (onError === 'reject' && !name.includes('.before_'))
    return ['only before hooks can reject', 'Leave `onError` out, or use entry.validate.'];
  return null;
}
