/** Commands know which entity a plugin means when that is called otherwise now. */
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { pluginPackage, pluginSource, writePackages } from '../plugins/test/write-packages.ts';
import { makeCommandLine } from './test/command-line.ts';

const MORE = `
  hooks: [{ hook: 'entry.validate', entity: 'FaultVE', handler: () => { throw new Error('the rule holds') } }],
  overrides: [{ operation: 'delete', handler: () => null }]`;
const folder = writePackages({ rules: pluginPackage('rules', pluginSource('rules-plugin', MORE)) });
const { run: runIn, inDatabase } = await makeCommandLine();
const env = {
  ...inDatabase,
  LOG_LEVEL: 'silent',
  ENABLED_PLUGINS: 'rules',
  PAGODA_PLUGINS_DIR: path.join(folder, 'plugins'),
  BACKEND_PLUGIN_ENTITY_OVERRIDES: '{"faultve": {"plugin": "rules-plugin", "operations": ["delete"]}}',
};
const run = (...args: string[]) => runIn(args, env);

async function graphql(operation: string, given: Readonly<Record<string, string>> = env): Promise<string> {
  return (await runIn(['graphql', operation, '--as', 'root'], given)).stdout;
}

const entryOf = (entity: string) =>
  graphql(`mutation { createEntry(input: { entityName: "${entity}", name: "e" }) { errors { message } } }`);

beforeAll(async () => {
  await run('user', 'create', 'root', '--superuser');
  const made = await graphql('mutation { createEntity(input: { name: "FaultVE" }) { entity { id } } }');
  const [, id = ''] = /"id": "(\d+)"/.exec(made) ?? [];
  // By somebody without the plugin.
  const rename = `mutation { updateEntity(input: { id: ${id}, name: "FaultVE-renamed" }) { errors { message } } }`;
  await graphql(rename, { ...inDatabase, LOG_LEVEL: 'silent' });
});

describe('an entity that is called otherwise than the plugin calls it', () => {
  test('has its rules in commands', async () => {
    expect(await entryOf('FaultVE-renamed')).toContain('the rule holds');
    await graphql('mutation { createEntity(input: { name: "FaultVE" }) { entity { id } } }');
    expect(await entryOf('FaultVE')).not.toContain('the rule holds');
  });

  test('is shown with both names', async () => {
    expect((await run('plugins', 'hooks')).stdout).toMatch(/^entry\.validate +FaultVE, now FaultVE-renamed +100/m);
    const { stdout } = await run('plugins', 'info', 'rules');
    expect(stdout).toMatch(/^hooks +entry\.validate of FaultVE, now FaultVE-renamed at 100$/m);
    expect(stdout).toMatch(/^overrides +delete of faultve, now FaultVE-renamed$/m);
    const doctor = await run('plugins', 'doctor');
    expect(doctor.code).toBe(0);
    expect(doctor.stdout).toMatch(/^rules-plugin: it follows the entity FaultVE, now FaultVE-renamed\.$/m);
    expect(doctor.stdout).not.toContain('waits for');
  });

  test('is in what is printed as JSON', async () => {
    expect(JSON.parse((await run('plugins', 'hooks', '--json')).stdout)).toMatchObject({
      hooks: [{ entity: 'FaultVE', entityNow: 'FaultVE-renamed' }],
    });
    expect(JSON.parse((await run('plugins', 'info', 'rules', '--json')).stdout)).toMatchObject({
      hooks: [{ entity: 'FaultVE', entityNow: 'FaultVE-renamed' }],
      overrides: [{ entities: ['faultve'], entitiesNow: ['FaultVE-renamed'] }],
    });
    expect(JSON.parse((await run('plugins', 'doctor', '--json')).stdout)).toMatchObject({
      renamed: [
        { plugin: 'rules-plugin', entity: 'FaultVE', now: 'FaultVE-renamed' },
        { plugin: 'rules-plugin', entity: 'faultve', now: 'FaultVE-renamed' },
      ],
    });
  });

  test('is looked up by its name again when the plugin was disabled and enabled', async () => {
    await run('plugins', 'disable', 'rules');
    await run('plugins', 'enable', 'rules');
    expect((await run('plugins', 'hooks')).stdout).not.toContain('now');
    expect(await entryOf('FaultVE-renamed')).not.toContain('the rule holds');
    expect(await entryOf('FaultVE')).toContain('the rule holds');
  });
});
