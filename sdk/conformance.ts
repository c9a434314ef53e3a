import { makeHarness } from './harness.ts';

// What the checks are about, each with the sentence that names its test.
const topics = Object.freeze({
  declaration: 'the declaration is complete and says nothing that nobody reads',
  sdl: 'the SDL fits the schema of the server',
  resolvers: 'resolvers and fields fit each other, and survive a call',
  hooks: 'hook handlers take what hooks give, and return what hooks can use',
  loads: 'the number of model calls does not grow with the length of a list',
  routes: 'routes answer JSON, and refuse what they do not know with 400',
  options: 'parsers of options refuse garbage with a message',
  time: 'everything ends within its time',
  isolation: 'nothing is left behind, also when the models fail: no timer, no late rejection',
  lifeCycle: 'ready and stop leave nothing behind',
} as const);

/** What a check of the conformance suite is about. */
export type ConformanceTopic = keyof typeof topics;

/** Something that is wrong with a plugin. */
export interface Finding {
  readonly topic: ConformanceTopic;
  /** Which part of the plugin: `routes[2] (GET racks/:id/)`. */
  readonly thing: string;
  /** What is wrong with it. */
  readonly cause: string;
  /** What to change. */
  readonly remedy: string;
  /** All of that as a sentence for people. */
  readonly message: string;
}

/** What the suite knows of a plugin's surroundings. */
export interface ConformanceOptions {
  /** What stands in `PLUGIN_OPTIONS` for it; needed when its parser refuses `{}`. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** The SDL of the server, as `npx pagoda schema print` shows it; that of the suite's own version unless told. */
  readonly schema?: string;
  /** The plugins that it depends on. */
  readonly plugins?: readonly unknown[];
  /** Milliseconds to wait for each call, where the limit of the server is not shorter; 1,000 unless told. */
  readonly patience?: number;
}

/** What the suite found. */
export interface ConformanceReport {
  /** Empty for a good plugin. */
  readonly findings: readonly Finding[];
  /** What could not be checked, and why. */
  readonly skipped: readonly { readonly topic: ConformanceTopic; readonly reason: string }[];
}

/** One check of the suite, to be given to any runner of tests. */
export interface ConformanceCheck {
  /** A sentence that names it. */
  readonly name: string;
  readonly topic: ConformanceTopic;
  /** Rejects with all findings of its topic. If it cannot be checked, the `skip` of the runner's context is called. */
  readonly run: (...context: readonly unknown[]) => Promise<void>;
}

/**
 * Looks for faults of a plugin, without a server and a database: reads its declaration, and calls its hooks, resolvers,
 * routes, parsers, `ready` and `stop` with sample data and models that count, and with models that reject.
 *
 * @param exported What the module of the plugin exports.
 * @throws Error when the package `pagoda-plugin-conformance`, which does the work, is not installed.
 * @example
 * const { findings } = await checkConformance(plugin);
 * assert.deepEqual(findings.map(({ message }) => message), []);
 */
export async function checkConformance(
  exported: unknown,
  options: ConformanceOptions = {},
): Promise<ConformanceReport> {
  const { examine } = await loadSuite();
  return examine(exported, options, makeHarness);
}

/**
 * The same as tests, one for each topic; the plugin is examined once, by the first of them that runs.
 *
 * @example
 * import { test } from 'node:test';
 * for (const { name, run } of conformanceChecks(plugin)) test(name, run);
 */
export function conformanceChecks(exported: unknown, options: ConformanceOptions = {}): readonly ConformanceCheck[] {
  let report: Promise<ConformanceReport> | null = null;
  return Object.entries(topics).map(([key, name]) => {
    // The keys of the table are the topics.
    const topic = key as ConformanceTopic;
    return {
      name: `conformance: ${name}`,
      topic,
      run: async (...context) => {
        report ??= checkConformance(exported, options);
        const { findings, skipped } = await report;
        const own = findings.filter((finding) => finding.topic === topic).map(({ message }) => message);
        if (own.length > 0) throw new Error(own.join('\n'));
        const missed = skipped.find((one) => one.topic === topic);
        const skip: unknown = Reflect.get(Object(context[0]), 'skip');
        if (missed && typeof skip === 'function') Reflect.apply(skip, context[0], [missed.reason]);
      },
    };
  });
}

/** A package of its own, so that who only runs a plugin need not load what examines it. */
async function loadSuite(): Promise<typeof import('#conformance')> {
  try {
    return await import('#conformance');
  } catch (cause) {
    const missing = 'The conformance suite is not installed: npm install --save-dev pagoda-plugin-conformance';
    throw new Error(missing, { cause });
  }
}
