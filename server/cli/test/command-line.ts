import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect } from '@jest/globals';
import { makeTestDatabase } from '../../test/database.ts';
import { runCommandLine } from '../run.ts';

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

type Env = Readonly<Record<string, string>>;

/** The `pagoda` command on a database and in a folder of the test file's own. Called at the top of the file with `await`. */
export async function makeCommandLine() {
  const { url } = await makeTestDatabase();
  const folder = mkdtempSync(path.join(tmpdir(), 'pagoda-run-'));
  const inDatabase = { DATABASE_URL: url, PAGODA_DATA_DIR: path.join(folder, 'data'), LOG_LEVEL: 'error' };
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function run(args: readonly string[], env: Env = inDatabase): Promise<CommandResult> {
    const output = { stdout: '', stderr: '' };
    const code = await runCommandLine(args, env, {
      isInteractive: false,
      print: (line) => void (output.stdout += `${line}\n`),
      remark: (line) => void (output.stderr += `${line}\n`),
    });
    return { code, ...output };
  }

  async function jsonOf(args: readonly string[], env?: Env): Promise<unknown> {
    const { code, stdout, stderr } = await run(args, env);
    // On a slow machine stderr tells of progress.
    expect({ code, problem: code === 0 ? '' : stderr }).toEqual({ code: 0, problem: '' });
    return JSON.parse(stdout);
  }

  return { url, folder, inDatabase, run, jsonOf };
}
