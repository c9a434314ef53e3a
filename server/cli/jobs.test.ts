import { afterAll, describe, expect, test } from '@jest/globals';
import pino from 'pino';
import { startApp } from '../app.ts';
import { parseSettings } from '../config.ts';
import { createEntity } from '../domains/entity/index.ts';
import { cancelJob, startJob } from '../domains/job/index.ts';
import { query } from '../db/index.ts';
import { createUser } from '../domains/user/index.ts';
import { makeCommandLine } from './test/command-line.ts';

const { run, jsonOf, url } = await makeCommandLine();
const settings = parseSettings({ NODE_ENV: 'test', DATABASE_URL: url, LOG_LEVEL: 'silent' });
const log = pino({ level: 'silent' });
const app = await startApp(settings, { log });
afterAll(() => app.close());
const nobody = await app.contextFor(null);
const [mori, kato] = [await createUser(nobody, { username: 'mori' }), await createUser(nobody, { username: 'kato' })];
const ctx = () => app.contextFor({ ...mori, roleIds: [] });
const entity = await createEntity(await ctx(), { name: 'Rack' });

const EXPORT = 20;
/** Waits until somebody runs it: nobody does. */
const startExport = async (text: string) => {
  const params = { entity: String(entity.id), format: 'JSON', withIds: false, attrs: null, filter: null };
  return startJob(await ctx(), { operation: EXPORT, targetId: entity.id, text, params });
};

describe('pagoda jobs', () => {
  test('list prints those that the user may see, newest first, and tells how many are left out', async () => {
    const first = await startExport('First');
    const second = await startExport('Second\nline');
    const { stdout, stderr, code } = await run(['jobs', 'list', '--limit', '1']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '1 more: --limit 2\n' });
    expect(stdout).toMatch(
      new RegExp(
        `^ +${second.id}  PREPARING    \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d  mori          EXPORT_ENTRY_V2       Second\n$`,
      ),
    );
    const listed = await jsonOf(['jobs', 'list', '--json', '--as', 'mori', '--status', 'preparing, done']);
    expect(listed).toMatchObject([
      { id: String(second.id), user: 'mori', status: 'PREPARING', operation: EXPORT, attempt: 1, progress: null },
      { id: String(first.id), text: 'First', targetId: String(entity.id), endedTime: null },
    ]);
    expect(await jsonOf(['jobs', 'list', '--json', '--as', 'kato'])).toEqual([]);
    expect(await jsonOf(['jobs', 'list', '--json', '--status', 'done'])).toEqual([]);
    expect(await run(['jobs', 'list', '--as', 'kato'])).toMatchObject({ code: 0, stderr: 'kato has no jobs.\n' });
    expect(await run(['jobs', 'list', '--as', 'mori', '--status', 'done'])).toMatchObject({
      stderr: 'mori has no such jobs.\n',
    });
    expect(await run(['jobs', 'list', '--status', 'finished'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^There is no status "finished"\. There are preparing, processing, /),
    });
  });

  test('what others wrote is shown by the terminal and never obeyed, on lines of its own and no longer than those', async () => {
    const evil = '\u001b[2J\u009b31m\u202eexe.\u2066\u0007';
    const { id } = await startExport(`${evil} ${'long '.repeat(40)}`);
    const listed = await run(['jobs', 'list', '--limit', '1']);
    expect(listed.stdout).toContain('  \\u001b[2J\\u009b31m\\u202eexe.\\u2066\\u0007 long long');
    expect(listed.stdout).toMatch(/ lon?g?…\n$/);
    expect(listed.stdout.split('  ').at(-1)?.trim()).toHaveLength(80);
    expect(await jsonOf(['jobs', 'list', '--limit', '1', '--json'])).toMatchObject([
      { text: expect.stringContaining(evil) },
    ]);
    const { id: forged } = await startExport(`a\n    2  ${evil}`);
    for (const job of [id, forged]) await cancelJob(await ctx(), job);
    const tailed = await run(['jobs', 'tail', String(forged)]);
    expect(tailed.stdout.split('\n')[0]).toMatch(
      /PREPARING {3}a\\n {4}2 {2}\\u001b\[2J\\u009b31m\\u202eexe\.\\u2066\\u0007$/,
    );
    const told = (await run(['jobs', 'tail', String(forged), '--json'])).stdout;
    expect(told).not.toMatch(/[\u0080-\u009f\u202e]/);
    expect(JSON.parse(told.split('\n')[0] ?? '')).toMatchObject({ message: `a\n    2  ${evil}` });
    const unknown = await run(['jobs', 'list', '--as', evil]);
    expect(unknown.stderr).not.toContain('\u001b');
  });

  test('cancel and rerun follow the rules of every door', async () => {
    const { id } = await startExport('Controlled');
    const refused = await run(['jobs', 'cancel', String(id), '--as', kato.username]);
    expect(refused).toEqual({
      code: 1,
      stdout: '',
      stderr: `There is no job with id ${id} that kato may see. Which there are: pagoda jobs list --as kato\n`,
    });
    expect(await run(['jobs', 'cancel', String(id)])).toMatchObject({ code: 0, stdout: `Job ${id} is CANCELED.\n` });
    expect(await run(['jobs', 'rerun', String(id), '--as', 'mori'])).toMatchObject({
      code: 0,
      stdout: `Job ${id} runs again, attempt 2. Watch it: pagoda jobs tail ${id}\n`,
    });
    expect(await run(['jobs', 'rerun', String(id)])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(`^Job ${id} \\(EXPORT_ENTRY_V2\\) is PREPARING; only what has ended can run again`),
    });
    expect(await jsonOf(['jobs', 'cancel', String(id), '--json'])).toMatchObject({
      id: String(id),
      status: 'CANCELED',
    });
    expect(await run(['jobs', 'cancel', 'x'])).toMatchObject({ code: 2 });
    expect(await run(['jobs', 'cancel', '99999', '--as', 'nobody'])).toMatchObject({ code: 1 });
  });

  test('what is refused names the job, why, and what to do', async () => {
    const { id } = await startExport('Refused');
    const turn = (status: string, operation: number) =>
      query(
        nobody.em,
        `update job set status = $2, operation = $3, worker_id = case when $2 = 'PROCESSING' then 'by hand' end where id = $1`,
        [id, status, operation],
      );
    const told = async (name: string) => (await run(['jobs', name, String(id)])).stderr;
    const stays = `Job ${id} (EXPORT_ENTRY_V2) is PROCESSING`;
    await turn('PROCESSING', 21);
    expect(await told('cancel')).toBe(
      `${stays} and cannot be canceled: its operation 21 is of a plugin that is not enabled here, or cannot be stopped. ` +
        `Wait for its end: pagoda jobs tail ${id}\n`,
    );
    expect(await told('rerun')).toBe(
      `${stays}; only what has ended can run again. Wait for its end (pagoda jobs tail ${id}) or cancel it (pagoda jobs cancel ${id})\n`,
    );
    await turn('ERROR', 21);
    expect(await told('rerun')).toBe(
      `Job ${id} (EXPORT_ENTRY_V2) is ERROR and cannot be run again: nothing here can do its operation 21. ` +
        `Enable its plugin: pagoda plugins list\n`,
    );
  });

  test('tail prints what is stored and what comes, and ends with the job; exit 1 if that ended badly', async () => {
    const { id } = await startExport('Watched');
    let printed = '';
    const { makeProgram } = await import('./program.ts');
    const ready = Promise.withResolvers<void>();
    let exit = 0;
    const env = { DATABASE_URL: url, LOG_LEVEL: 'error' };
    const print = (line: string): void => {
      printed += `${line}\n`;
      ready.resolve();
    };
    const terminal = { isInteractive: false, print, remark: () => undefined };
    const program = makeProgram({ env, terminal, exitWith: (code) => void (exit = code) });
    const tailing = program.parseAsync(['jobs', 'tail', String(id)], { from: 'user' });
    await ready.promise;
    await cancelJob(await ctx(), id);
    await tailing;
    expect(exit).toBe(1);
    expect(printed.split('\n').map((line) => line.replace(/ {2}\d\d:\d\d:\d\d\.\d{3} {2}/, ' at '))).toEqual([
      '    1 at PREPARING   Watched',
      '    2 at CANCELED    Canceled by mori',
      '',
    ]);
    const after = await run(['jobs', 'tail', String(id), '--after', '1', '--json']);
    expect(after.code).toBe(1);
    expect(JSON.parse(after.stdout)).toMatchObject({
      jobId: id,
      seq: 2,
      kind: 'STATUS',
      status: 'CANCELED',
      attempt: 1,
    });
    expect(await run(['jobs', 'tail', String(id), '--as', 'kato'])).toMatchObject({ code: 1, stdout: '' });
  });

  test('tail exits with 0 when the job is done, and then it cannot be canceled', async () => {
    const { id } = await startExport('Done');
    const worker = await startApp(settings, { log, worker: true });
    try {
      const { code, stdout } = await run(['jobs', 'tail', String(id)]);
      expect(code).toBe(0);
      expect(stdout).toMatch(/ DONE\n$/);
      expect(await run(['jobs', 'cancel', String(id)])).toEqual({
        code: 1,
        stdout: '',
        stderr: `Job ${id} (EXPORT_ENTRY_V2) is DONE; nothing is left to cancel. What it said: pagoda jobs tail ${id}\n`,
      });
    } finally {
      await worker.close();
    }
  });
});
