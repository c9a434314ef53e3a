import { parseWith, readPlugin, type Plugin } from 'pagoda-plugin-sdk';
import type { ConformanceOptions, ConformanceReport, Finding } from 'pagoda-plugin-sdk/testing';
import { checkDeclaration } from './check-declaration.ts';
import { checkGraphql } from './check-graphql.ts';
import { checkHooks } from './check-hooks.ts';
import { checkLifeCycle } from './check-life-cycle.ts';
import { checkOptions } from './check-options.ts';
import { checkRoutes } from './check-routes.ts';
import { makeFinding } from './finding.ts';
import { makeSession, type MakeHarness } from './session.ts';
import { textOf } from './throws.ts';

let turn: Promise<unknown> = Promise.resolve();

/** What is wrong with the plugin that a module exports. */
export async function examine(
  exported: unknown,
  options: ConformanceOptions,
  makeHarness: MakeHarness,
): Promise<ConformanceReport> {
  // Models belong to the process, so that one plugin is looked at after the other.
  const report = turn.then(() => lookAt(exported, options, makeHarness));
  turn = report.catch(() => undefined);
  return report;
}

async function lookAt(
  exported: unknown,
  options: ConformanceOptions,
  makeHarness: MakeHarness,
): Promise<ConformanceReport> {
  const plugin = read(exported);
  if ('message' in plugin) return { findings: [plugin], skipped: [] };
  const wrong = whyNoOptions(plugin, options);
  if (wrong) return { findings: [wrong], skipped: [] };
  const session = makeSession(plugin, options, makeHarness);
  checkDeclaration(session);
  checkOptions(session);
  await checkGraphql(session);
  await checkHooks(session);
  await checkRoutes(session);
  await checkLifeCycle(session);
  const skipped = [...session.skipped].map(([topic, reason]) => ({ topic, reason }));
  return { findings: session.findings, skipped };
}

function read(exported: unknown): Plugin | Finding {
  const remedy = 'Export what definePlugin returns, or a class that extends Plugin.';
  try {
    return readPlugin(exported) ?? makeFinding('declaration', 'the export', 'it is no plugin', remedy);
  } catch (error) {
    return makeFinding(
      'declaration',
      'the plugin',
      `the server refuses it: ${textOf(error)}`,
      'Correct the declaration.',
    );
  }
}

/** Nothing can be called without them. */
function whyNoOptions(plugin: Plugin, { options = {} }: ConformanceOptions): Finding | null {
  if (!plugin.options) return null;
  try {
    parseWith(plugin.options, options);
    return null;
  } catch (error) {
    const remedy = 'Give good ones to the suite: conformanceChecks(plugin, { options: { … } }).';
    return makeFinding('options', 'options', `they do not parse: ${textOf(error)}`, remedy);
  }
}
