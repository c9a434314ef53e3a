/** What a plugin's handler can do wrong, at every hook and every door: the operation, the data and the blame. */
import { describe, expect, test } from '@jest/globals';
import { hookNames, type HookName } from 'pagoda-plugin-sdk';
import { FAULTS, VETO, type Fault } from './test/plugin-faults/faults.ts';
import { DOORS, makeFaultWorld, operationAt, type FaultDoor, type Happening } from './test/plugin-faults/world.ts';

const world = await makeFaultWorld();
const without = await makeFaultWorld(true);

const healthy = new Map<string, Promise<Happening>>();
/** The same operation at the same door of a server that has no such plugin. */
function withoutPlugin(hook: HookName, door: FaultDoor): Promise<Happening> {
  const key = `${hook} ${door}`;
  const known = healthy.get(key) ?? without.perform(hook, door);
  healthy.set(key, known);
  return known;
}

const cells = hookNames.flatMap((hook) =>
  FAULTS.filter(({ hooks }) => hooks?.test(hook) ?? true).map((fault) => ({
    hook,
    fault,
    outcome: fault.outcome(hook),
  })),
);

describe.each(DOORS)('through %s', (door) => {
  test.each(hookNames)(
    '%s is called by what the matrix does, which changes what is stored or shows something',
    async (hook) => {
      const { before, after, answer, lines } = await withoutPlugin(hook, door);
      expect(lines).toEqual([]);
      expect(answer).not.toMatch(/"(message|code)"/);
      if (hook.endsWith('get_attrs')) expect(after).toBe(before);
      else expect(after).not.toBe(before);
    },
  );

  test.each(cells)('$hook: a handler that $fault.name ends as $outcome', async ({ hook, fault, outcome }) => {
    const clean = await withoutPlugin(hook, door);
    const happening = await world.perform(hook, door, fault);
    expectBlame(happening, hook, door, fault);
    if (outcome === 'none' || outcome === 'isolated') {
      expect(happening.answer).toBe(clean.answer);
      expect(happening.after).toBe(clean.after);
    } else {
      expect(happening.after).toBe(clean.before);
      const words = outcome === 'vetoed' ? VETO : `The plugin \\"faulty\\" failed in its hook ${hook}`;
      expect(happening.answer).toContain(words);
      if (door !== 'another plugin') expect(happening.answer).toContain('"plugin": "faulty"');
    }
  });
});

function expectBlame(
  { calls, failures, blamed, lines }: Happening,
  hook: HookName,
  door: FaultDoor,
  fault: Fault,
): void {
  const expected = operationAt(hook, door).calls;
  // A veto ends a bulk at the first of its elements.
  if (fault.outcome(hook) === 'vetoed') expect(calls).toBeGreaterThan(0);
  else expect(calls).toBe(expected);
  const cause = fault.cause(hook);
  expect(failures).toBe(cause ? calls : 0);
  expect(blamed).toEqual(Array.from({ length: failures }, () => ['faulty', hook]));
  for (const line of lines) {
    expect(line).toMatch(new RegExp(`^Hook ${hook.replace('.', '\\.')} failed: `));
    expect(line).toMatch(cause ?? /^never$/);
  }
}

test('the matrix has seventeen hooks, four doors and every fault', () => {
  expect(hookNames).toHaveLength(17);
  expect(cells).toHaveLength(17 * 8 + 8 * 3 + 1);
});
