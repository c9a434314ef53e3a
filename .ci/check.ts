// Runs the gates and, unless told --fast, the tests. Everything runs even after a failure, so that one run shows all that is wrong.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GATES, runGates, type GateResult } from './gates.ts';
import { closingLine, sum, tallyOfTests, type Tally } from './tally.ts';

const isFast = process.argv.includes('--fast');

const gates = await runGates(GATES, print);
const tallyOfGates = {
  passed: gates.filter((gate) => gate.isPassed).length,
  failed: gates.filter((gate) => !gate.isPassed).length,
};
const tests = isFast ? null : await runTests();
const total = tests ? sum([tallyOfGates, tests]) : tallyOfGates;

if (tests) console.log(`\ngates: ${closingLine(tallyOfGates)}; tests: ${closingLine(tests)}; together:`);
console.log(closingLine(total));
process.exitCode = total.failed === 0 ? 0 : 1;

function print(result: GateResult): void {
  const verdict = result.isPassed ? 'ok  ' : 'FAIL';
  console.log(`${verdict} ${result.gate.padEnd(14)} ${result.seconds.toFixed(1)} s`);
  if (!result.isPassed) console.log(result.output.replaceAll(/^/gm, '     '));
}

async function runTests(): Promise<Tally> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pagoda-check-'));
  try {
    const file = path.join(folder, 'jest.json');
    const exitCode = await runJest(['--ci', '--json', `--outputFile=${file}`]);
    const report = await readFile(file, 'utf8').catch(() => null);
    return tallyOfTests(report, exitCode);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function runJest(args: readonly string[]): Promise<number> {
  const child = spawn('npm', ['test', '--silent', '--', ...args], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
