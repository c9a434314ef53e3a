import { injectModels, type Plugin, type PluginContext, type UserView } from 'pagoda-plugin-sdk';
import type { ConformanceOptions, ConformanceTopic, Finding, Harness, HarnessOptions } from 'pagoda-plugin-sdk/testing';
import { makeFinding } from './finding.ts';
import { Meter } from './meter.ts';
import { sampleContext } from './sample-context.ts';
import { sampleModels, type SampleWorld } from './sample-models.ts';
import { textOf } from './throws.ts';
import { watchCall, type Observation } from './watch-call.ts';

/** Part of a plugin that can be called. */
export interface Probe {
  readonly topic: ConformanceTopic;
  readonly thing: string;
  /** Milliseconds that the server gives it; none unless told. */
  readonly limit?: number;
  readonly actor?: UserView | null;
  readonly world?: Partial<SampleWorld>;
  call(ctx: PluginContext): unknown;
}

/** Puts a plugin into a host: `makeHarness`, which the door hands in. */
export type MakeHarness = (exported: unknown, options?: HarnessOptions) => Harness;

/** One run of the suite over one plugin. */
export interface Session {
  readonly plugin: Plugin;
  readonly options: ConformanceOptions;
  readonly findings: readonly Finding[];
  /** Reasons by what could not be checked. */
  readonly skipped: ReadonlyMap<ConformanceTopic, string>;
  report(topic: ConformanceTopic, thing: string, cause: string, remedy: string): void;
  skip(topic: ConformanceTopic, reason: string): void;
  /** Calls code of the plugin and reports what it leaves behind. Null for what hung before. */
  observe(probe: Probe): Promise<Observation | null>;
}

export function makeSession(plugin: Plugin, options: ConformanceOptions, makeHarness: MakeHarness): Session {
  const findings = new Map<string, Finding>();
  const skipped = new Map<ConformanceTopic, string>();
  const hung = new Set<string>();
  const careless = new Set<string>();
  const session: Session = {
    plugin,
    options,
    get findings() {
      return [...findings.values()];
    },
    skipped,
    report(topic, thing, cause, remedy) {
      const key = [topic, thing, remedy].join('\n');
      if (!findings.has(key)) findings.set(key, makeFinding(topic, thing, cause, remedy));
    },
    skip: (topic, reason) => void skipped.set(topic, reason),
    async observe(probe) {
      // What leaves things behind anyway would only do it again.
      if (hung.has(probe.thing) || (probe.world?.isBroken && careless.has(probe.thing))) return null;
      const late = (error: unknown): void => reportLate(session, probe, error);
      const seen = await callIn(makeHarness, plugin, options, probe, late);
      if (seen.ended === 'hung') hung.add(probe.thing);
      if (seen.unawaited.length + seen.timers.length > 0) careless.add(probe.thing);
      reportLeftovers(session, probe, seen);
      return seen;
    },
  };
  return session;
}

async function callIn(
  makeHarness: MakeHarness,
  plugin: Plugin,
  { options, patience = 1000 }: ConformanceOptions,
  probe: Probe,
  late: (error: unknown) => void,
): Promise<Observation> {
  const meter = new Meter();
  const world: SampleWorld = { rows: 3, isBroken: false, ...probe.world };
  const models = sampleModels(meter, world);
  const abort = new AbortController();
  const actor = probe.actor === undefined ? {} : { actor: probe.actor };
  const { ctx } = makeHarness(plugin, { options, models, ...actor });
  const limit = Math.min(patience, probe.limit ?? patience);
  const whole = { ...ctx, ...sampleContext(meter, world), signal: abort.signal };
  const withdraw = injectModels(models);
  try {
    return await watchCall(
      () => probe.call(whole),
      limit,
      meter,
      () => abort.abort(),
      late,
    );
  } finally {
    withdraw();
  }
}

function reportLeftovers({ report }: Session, { topic, thing, limit, world }: Probe, seen: Observation): void {
  const [when, aside] = asideOf(topic, world);
  if (seen.ended === 'hung') {
    const most = limit ? `; the server gives it ${limit} ms` : '';
    report(
      'time',
      thing,
      `it did not end within ${seen.milliseconds} ms${when}${most}`,
      'Await only what ends, and pass ctx.signal on, which is aborted when the time is over.',
    );
  }
  if (seen.timers.length > 0) {
    const remedy = topic === 'lifeCycle' ? 'Clear it in stop.' : 'Clear it before returning, in a finally.';
    report(aside, thing, `it leaves ${seen.timers.join(' and ')} behind${when}`, remedy);
  }
  if (seen.unawaited.length > 0) {
    const names = [...new Set(seen.unawaited)].join(', ');
    report(
      aside,
      thing,
      `it ends before ${names} does${when}, and models no longer work then (HookEnded)`,
      'Await every call of a model before you return.',
    );
  }
}

function asideOf(topic: ConformanceTopic, world: Probe['world']): readonly [when: string, aside: ConformanceTopic] {
  return [world?.isBroken ? ' when the models reject' : '', topic === 'lifeCycle' ? topic : 'isolation'];
}

function reportLate({ report }: Session, { topic, thing, world }: Probe, error: unknown): void {
  const [when, aside] = asideOf(topic, world);
  report(
    aside,
    thing,
    `it leaves an error behind that nobody catches${when}: ${textOf(error)}`,
    'Await every promise, and catch what is thrown in callbacks.',
  );
}
