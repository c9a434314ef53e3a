import { z } from 'zod';

/** The part of `jest --json` that counts. */
const JestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
});

export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** Counts a run of the tests. A test that was skipped or a file that could not be loaded has failed: it proves nothing. */
export function tallyOfTests(report: string | null, exitCode: number): Tally {
  if (report === null) return { passed: 0, failed: 1 };
  const counts = JestReport.parse(JSON.parse(report));
  const failed =
    counts.numFailedTests + counts.numRuntimeErrorTestSuites + counts.numPendingTests + counts.numTodoTests;
  const isEmpty = counts.numPassedTests + failed === 0;
  const failedOtherwise = failed === 0 && (exitCode !== 0 || isEmpty) ? 1 : 0;
  return { passed: counts.numPassedTests, failed: failed + failedOtherwise };
}

export function sum(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((total, tally) => total + tally.passed, 0),
    failed: tallies.reduce((total, tally) => total + tally.failed, 0),
  };
}

/** The last line of every run: people and machines look for it. */
export function closingLine(tally: Tally): string {
  return `${tally.passed} passed, ${tally.failed} failed`;
}
