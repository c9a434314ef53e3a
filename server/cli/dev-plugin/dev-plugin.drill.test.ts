import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { writePackages } from '../../plugins/test/write-packages.ts';
import { startPagoda } from '../../test/pagoda-process.ts';

const MINUTE = 60_000;

const source = (said: string): string => `
  import { definePlugin, get } from 'pagoda-plugin-sdk';
  const said: string = '${said}';
  export default definePlugin({
    id: 'saying', name: 'Saying', version: '1.0.0',
    routes: [get('test/', { auth: 'public' }, () => ({ said }))],
  });`;

const folder = writePackages({
  saying: {
    'package.json': {
      name: 'saying',
      type: 'module',
      pagoda: { plugins: { saying: { source: './src/plugin.ts', default: './dist/plugin.js' } } },
    },
    'src/plugin.ts': source('first'),
    'scripts/pagoda.mjs': '',
  },
});
// PostgreSQL may run under another account than ours.
chmodSync(folder, 0o755);

test(
  'dev-plugin serves the source, starts again when it changes, and ends in order',
  async () => {
    const home = path.join(folder, 'plugins/saying');
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('pagoda-dev-'));
    const server = startPagoda(['dev-plugin', '--dir', home], { PORT: '0' });
    const READY = String.raw`GraphQL +(http://localhost:\d+)/graphql\n[^]*Plugins +saying\n`;
    const ask = async (address = ''): Promise<unknown> =>
      (await fetch(`${address}/api/v2/plugins/saying/test/`)).json();
    const [, first] = await server.printed(new RegExp(READY));
    expect(await ask(first)).toEqual({ said: 'first' });
    const there = path.relative(home, path.resolve(import.meta.dirname, '../../..'));
    await server.printed(new RegExp(`PAGODA_SERVER=${there} node scripts/pagoda.mjs token create mori\n`));
    writeFileSync(path.join(home, 'src/plugin.ts'), source('second'));
    const [, second] = await server.printed(new RegExp(`A source changed: starting again\\.\\n[^]*${READY}`));
    expect(await ask(second)).toEqual({ said: 'second' });
    server.child.kill('SIGINT');
    const { code, stdout } = await server.ended;
    expect({ code, end: stdout.slice(-9) }).toEqual({ code: 0, end: 'Stopped.\n' });
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('pagoda-dev-') && !before.includes(name))).toEqual(
      [],
    );
    await expect(fetch(second ?? '')).rejects.toThrow('fetch failed');
  },
  3 * MINUTE,
);
