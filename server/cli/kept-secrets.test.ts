import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { parseSettings, type Settings } from '../config.ts';
import { withKeptSecrets, withMadeSecrets } from './kept-secrets.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'pagoda-kept-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const settingsOf = (env: Record<string, string> = {}): Settings =>
  parseSettings({ PAGODA_DATA_DIR: path.join(folder, 'data'), ...env });
const fileOf = (name: string): string => path.join(folder, 'data', name);

test('what is made once is the same at every start', () => {
  const first = withMadeSecrets(settingsOf(), ['adminToken']);
  expect(first.adminToken).toMatch(/^[0-9a-f]{40}$/);
  expect(first.sources).toMatchObject({ adminToken: 'data directory' });
  const { adminToken } = first;
  expect(withMadeSecrets(settingsOf(), ['adminToken'])).toMatchObject({ adminToken });
  expect(withKeptSecrets(settingsOf())).toMatchObject({ adminToken });
});

test('nothing is made that was not asked for', () => {
  expect(withMadeSecrets(settingsOf(), []).adminToken).toBeNull();
  expect(withKeptSecrets(settingsOf()).adminToken).toBeNull();
});

test('the environment stands above what is kept', () => {
  withMadeSecrets(settingsOf(), ['adminToken']);
  const adminToken = 'e'.repeat(32);
  const settings = withMadeSecrets(settingsOf({ PAGODA_ADMIN_TOKEN: adminToken }), ['adminToken']);
  expect(settings).toMatchObject({ adminToken, sources: { adminToken: 'environment' } });
});

test('the files are for their owner alone, and no draft stays', () => {
  withMadeSecrets(settingsOf(), ['adminToken']);
  expect(statSync(fileOf('admin-token')).mode & 0o777).toBe(0o600);
  expect(() => statSync(fileOf(`admin-token.${process.pid}`))).toThrow('ENOENT');
});

test('an empty file is what a full disk left, and is made anew', () => {
  withMadeSecrets(settingsOf(), ['adminToken']);
  truncateSync(fileOf('admin-token'));
  expect(withMadeSecrets(settingsOf(), ['adminToken']).adminToken).toMatch(/^[0-9a-f]{40}$/);
});

test('a secret that somebody wrote there is taken as it is', () => {
  withMadeSecrets(settingsOf(), ['adminToken']);
  writeFileSync(fileOf('admin-token'), 'written-by-hand-0123456789\n');
  expect(withKeptSecrets(settingsOf()).adminToken).toBe('written-by-hand-0123456789');
  expect(readFileSync(fileOf('admin-token'), 'utf8')).toContain('by-hand');
});
