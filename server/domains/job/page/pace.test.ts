import { describe, expect, test } from '@jest/globals';

interface Report {
  readonly attempt: number;
  readonly startedAt: string | null;
  readonly updatedAt: string;
  readonly progress: { readonly done: number; readonly total: number | null } | null;
}

interface BrowserPace {
  take(report: Report): void;
  left(now: number): number | null;
}

// A file of the browser, which TypeScript knows nothing of.
const { Pace } = (await import(new URL('assets/pace.js', import.meta.url).href)) as { Pace: new () => BrowserPace };

const START = Date.parse('2026-01-01T00:00:00Z');
const at = (seconds: number): number => START + seconds * 1000;

function makePace(reports: readonly (readonly [seconds: number, done: number])[], total: number | null = 100) {
  const pace = new Pace();
  for (const [seconds, done] of reports) pace.take(reportAt(seconds, done, total));
  return pace;
}

function reportAt(seconds: number, done: number, total: number | null, attempt = 1): Report {
  const [startedAt, updatedAt] = [START, at(seconds)].map((time) => new Date(time).toISOString());
  return { attempt, startedAt: startedAt ?? null, updatedAt: updatedAt ?? '', progress: { done, total } };
}

describe('the time that is left', () => {
  test('follows from what was done since the start', () => {
    expect(makePace([[10, 25]]).left(at(10))).toBe(30_000);
    expect(makePace([[10, 25]]).left(at(15))).toBe(25_000);
  });

  test('follows from the last minute when the job is slower or faster than it was', () => {
    const pace = makePace([
      [10, 80],
      [100, 81],
      [130, 84],
      [160, 87],
    ]);
    expect(pace.left(at(160))).toBe(130_000);
  });

  test('is not known before the first seconds, without a total or without progress', () => {
    expect(makePace([[1, 25]]).left(at(1))).toBeNull();
    expect(makePace([[10, 25]], null).left(at(10))).toBeNull();
    expect(makePace([[10, 0]]).left(at(10))).toBeNull();
    expect(new Pace().left(START)).toBeNull();
  });

  test('is not known once it takes longer than it should', () => {
    expect(makePace([[10, 50]]).left(at(19))).toBe(1000);
    expect(makePace([[10, 50]]).left(at(20))).toBeNull();
  });

  test('begins anew with another attempt, and when less is done than before', () => {
    const pace = makePace([[10, 90]]);
    pace.take(reportAt(20, 10, 100, 2));
    expect(pace.left(at(20))).toBe(180_000);
    const back = makePace([
      [10, 90],
      [20, 10],
      [30, 20],
    ]);
    expect(back.left(at(30))).toBe(80_000);
  });
});
