import { describe, expect, test } from '@jest/globals';
import { closingLine, sum, tallyOfTests } from './tally.ts';

describe('the closing line', () => {
  test('counts what passed and what failed', () => {
    expect(tallyOfTests(report({ numPassedTests: 7, numFailedTests: 2 }), 1)).toEqual({ passed: 7, failed: 2 });
  });

  test('counts a file that could not be loaded as a failure', () => {
    expect(tallyOfTests(report({ numPassedTests: 7, numRuntimeErrorTestSuites: 1 }), 1)).toEqual({
      passed: 7,
      failed: 1,
    });
  });

  test('counts a skipped test and a test to be written as failures', () => {
    expect(tallyOfTests(report({ numPendingTests: 1, numTodoTests: 1 }), 0)).toEqual({ passed: 0, failed: 2 });
  });

  test('counts a run that ended badly without a failed test as a failure', () => {
    expect(tallyOfTests(report({ numPassedTests: 7 }), 1)).toEqual({ passed: 7, failed: 1 });
    expect(tallyOfTests(null, 1)).toEqual({ passed: 0, failed: 1 });
  });

  test('counts a run without any test as a failure', () => {
    expect(tallyOfTests(report({}), 0)).toEqual({ passed: 0, failed: 1 });
  });

  test('adds up several runs', () => {
    expect(
      closingLine(
        sum([
          { passed: 1, failed: 2 },
          { passed: 3, failed: 0 },
        ]),
      ),
    ).toBe('4 passed, 2 failed');
  });
});

function report(counts: Record<string, number>): string {
  const none = {
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    numRuntimeErrorTestSuites: 0,
  };
  return JSON.stringify({ ...none, ...counts });
}
