import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import cruiserConfig from '../.dependency-cruiser.ts';

const CruiserReport = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

const root = path.resolve(import.meta.dirname, '..');
const planted = breachesIn(path.join(import.meta.dirname, 'fixtures/architecture'));

test('every import rule is known to be able to fail', () => {
  const rules = new Set(cruiserConfig.forbidden.map((rule) => rule.name));
  expect(new Set(planted.map((breach) => breach.rule))).toEqual(rules);
});

test('a type that is re-exported counts as an import', () => {
  expect(planted).toContainEqual({ rule: 'sdk-stands-alone', from: 'sdk/index.ts', to: 'server/domains/rack/rack.ts' });
});

test('what the rules allow in the planted tree is not reported', () => {
  const innocent = planted.filter((breach) => /rack\.store|rack\/index|db\/index/.test(breach.from));
  expect(innocent).toEqual([]);
});

function breachesIn(folder: string): readonly { rule: string; from: string; to: string }[] {
  const cruiser = path.join(root, 'node_modules/.bin/depcruise');
  const config = path.join(root, '.dependency-cruiser.ts');
  const args = [cruiser, '--config', config, '--output-type', 'json', 'sdk', 'server', 'plugins', 'bench'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  if (stdout === '') throw new Error(`dependency-cruiser reported nothing: ${stderr}`);
  const { summary } = CruiserReport.parse(JSON.parse(stdout));
  return summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}
