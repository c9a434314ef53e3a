import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** The npm scripts that look at the code without running it, the slowest first. */
export const GATES = ['typecheck', 'knip', 'lint', 'codegen:check', 'format:check', 'depcruise', 'lock:check'] as const;

export interface GateResult {
  readonly gate: string;
  readonly isPassed: boolean;
  readonly seconds: number;
  readonly output: string;
}

/** Runs the gates, as many at a time as there are processors, and reports each as it ends. */
export async function runGates(gates: readonly string[], report: (result: GateResult) => void): Promise<GateResult[]> {
  const waiting = [...gates];
  const results: GateResult[] = [];
  const lane = async (): Promise<void> => {
    for (let gate = waiting.shift(); gate !== undefined; gate = waiting.shift()) {
      const result = await runGate(gate);
      results.push(result);
      report(result);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return results;
}

async function runGate(gate: string): Promise<GateResult> {
  const start = performance.now();
  const child = spawn('npm', ['run', '--silent', gate], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
  return { gate, isPassed: exitCode === 0, seconds: (performance.now() - start) / 1000, output };
}
