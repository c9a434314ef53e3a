import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { describeSettings, parseSettings, SettingsError, withStored, type Values } from './config.ts';
import { VARIABLES } from './config.variables.ts';

type Good = readonly [text: string, key: keyof Values, value: unknown];

const long = 'x'.repeat(32);

const GOOD: Readonly<Record<string, readonly Good[]>> = {
  NODE_ENV: [
    ['production', 'nodeEnv', 'production'],
    ['test', 'nodeEnv', 'test'],
  ],
  PORT: [
    ['0', 'port', 0],
    ['65535', 'port', 65535],
    [' 80 ', 'port', 80],
  ],
  HOST: [
    ['0.0.0.0', 'host', '0.0.0.0'],
    ['::1', 'host', '::1'],
    ['cmdb.example.org', 'host', 'cmdb.example.org'],
  ],
  DATABASE_URL: [['postgres://u:p@h/d', 'databaseUrl', 'postgres://u:p@h/d']],
  PAGODA_POOL_SIZE: [['2', 'poolSize', 2]],
  TRUST_PROXY: [
    ['true', 'trustProxy', true],
    ['false', 'trustProxy', false],
    ['0', 'trustProxy', false],
    ['2', 'trustProxy', 2],
    ['10.0.0.0/8, ::1', 'trustProxy', ['10.0.0.0/8', '::1']],
  ],
  ALLOWED_ORIGINS: [
    ['https://a.example', 'allowedOrigins', ['https://a.example']],
    ['http://localhost:3000, https://b.example', 'allowedOrigins', ['http://localhost:3000', 'https://b.example']],
  ],
  LOG_LEVEL: [['silent', 'logLevel', 'silent']],
  ENABLED_PLUGINS: [['audit, @acme/pagoda-dns', 'enabledPlugins', ['audit', '@acme/pagoda-dns']]],
  PAGODA_PLUGINS_DIR: [['extensions', 'pluginsDir', path.resolve('extensions')]],
  PLUGINS_STRICT: [['1', 'pluginsStrict', true]],
  PAGODA_PLUGIN_LOAD_TIMEOUT: [['500', 'pluginLoadTimeout', 500]],
  PLUGIN_OPERATION_ID_CONFIG: [['{"audit": [6000, 6099]}', 'operationRanges', { audit: [6000, 6099] }]],
  PLUGIN_OPTIONS: [['{"audit": {"days": 3}}', 'pluginOptions', { audit: { days: 3 } }]],
  BACKEND_PLUGIN_ENTITY_OVERRIDES: [
    ['{"Server": {"plugin": "a"}, "7": [{}, {}]}', 'entityOverrides', { Server: [{ plugin: 'a' }], 7: [{}, {}] }],
  ],
  PAGODA_DATA_DIR: [['state', 'dataDir', path.resolve('state')]],
  PAGODA_TIME_ZONE: [['Asia/Tokyo', 'timeZone', 'Asia/Tokyo']],
  PAGODA_NEW_ENTITIES_PUBLIC: [['false', 'newEntitiesPublic', false]],
  PAGODA_SECRET: [[long, 'secret', long]],
  PAGODA_SESSION_LIFETIME: [['3600', 'sessionLifetime', 3600]],
  PAGODA_RECHECK_INTERVAL: [['500', 'recheckInterval', 500]],
  PAGODA_ADMIN_USERNAME: [['root', 'adminUsername', 'root']],
  PAGODA_ADMIN_PASSWORD: [['correct horse', 'adminPassword', 'correct horse']],
  PAGODA_ADMIN_TOKEN: [[long, 'adminToken', long]],
  PAGODA_GRAPHIQL: [['false', 'graphiql', false]],
  PAGODA_INTROSPECTION: [['nobody', 'introspection', 'nobody']],
  PAGODA_GRAPHQL_EXECUTOR: [['graphql-js', 'graphqlExecutor', 'graphql-js']],
  PAGODA_MAX_DEPTH: [['7', 'maxDepth', 7]],
  PAGODA_MAX_ALIASES: [['0', 'maxAliases', 0]],
  PAGODA_MAX_ROOT_FIELDS: [['1', 'maxRootFields', 1]],
  PAGODA_MAX_TOKENS: [['2000', 'maxTokens', 2000]],
  PAGODA_MAX_COST: [['5', 'maxCost', 5]],
  PAGODA_MAX_PAGE_SIZE: [['500', 'maxPageSize', 500]],
  PAGODA_MAX_BODY_BYTES: [['1000', 'maxBodyBytes', 1000]],
  PAGODA_EXECUTION_TIMEOUT: [['250', 'executionTimeout', 250]],
  PAGODA_WORKER_CONCURRENCY: [['8', 'workerConcurrency', 8]],
  PAGODA_WORKER_GRACE: [['0', 'workerGrace', 0]],
  PAGODA_JOB_HEARTBEAT: [['250', 'jobHeartbeat', 250]],
  PAGODA_JOB_CANCEL_GRACE: [['0', 'jobCancelGrace', 0]],
  PAGODA_JOB_TIMEOUT: [['3600', 'jobTimeout', 3600]],
  PAGODA_JOB_RESULT_BYTES: [['5000', 'jobResultBytes', 5000]],
  PAGODA_JOB_RESULT_LIFETIME: [['600', 'jobResultLifetime', 600]],
  PAGODA_JOB_HISTORY: [['7', 'jobHistory', 7]],
};

const BAD: Readonly<Record<string, readonly string[]>> = {
  NODE_ENV: ['prod', 'Production'],
  PORT: ['65536', '-1', '80a', '8e3', '1.5', '0x50'],
  HOST: ['http://localhost', 'local host', 'localhost:80', '-a'],
  DATABASE_URL: ['mysql://h/d', 'h:5432/d', 'postgres://[', 'postgres'],
  DATABASE_DIRECT_URL: ['mysql://h/d'],
  PAGODA_POOL_SIZE: ['1', 'ten'],
  TRUST_PROXY: ['yes', '10', '10.0.0.0/33', '::1/129', 'proxy.example.org', ',', '10.0.0.0/8/8'],
  ALLOWED_ORIGINS: ['*', 'a.example', 'https://a.example/', 'https://a.example/x', 'ftp://a.example', 'null'],
  LOG_LEVEL: ['verbose', 'INFO'],
  ENABLED_PLUGINS: ['a b', 'a;b'],
  PAGODA_PLUGINS_DIR: ['x'.repeat(1001)],
  PLUGINS_STRICT: ['very'],
  PAGODA_PLUGIN_LOAD_TIMEOUT: ['0', '600001'],
  PLUGIN_OPERATION_ID_CONFIG: ['6000-6099', '[6000, 6099]'],
  PLUGIN_OPTIONS: ['days=3', '[]', '{"audit": 3}'],
  BACKEND_PLUGIN_ENTITY_OVERRIDES: ['Server', '[]', '{"Server": "a"}', '{"Server": [1]}'],
  PAGODA_DATA_DIR: ['x'.repeat(1001)],
  PAGODA_TIME_ZONE: ['Tokyo', '+09:00', 'Mars/Base'],
  PAGODA_NEW_ENTITIES_PUBLIC: ['maybe'],
  PAGODA_SECRET: ['short'],
  PAGODA_SESSION_LIFETIME: ['59', '31536001'],
  PAGODA_RECHECK_INTERVAL: ['9', '4001'],
  PAGODA_ADMIN_USERNAME: ['x'.repeat(151)],
  PAGODA_ADMIN_PASSWORD: ['1234567'],
  PAGODA_ADMIN_TOKEN: ['short', `${long} ${long}`],
  PAGODA_GRAPHIQL: ['on', 'TRUE'],
  PAGODA_INTROSPECTION: ['all'],
  PAGODA_GRAPHQL_EXECUTOR: ['v8'],
  PAGODA_MAX_DEPTH: ['0', 'deep'],
  PAGODA_MAX_ALIASES: ['-1'],
  PAGODA_MAX_ROOT_FIELDS: ['0'],
  PAGODA_MAX_TOKENS: ['9'],
  PAGODA_MAX_COST: ['0'],
  PAGODA_MAX_PAGE_SIZE: ['0', '10001'],
  PAGODA_MAX_BODY_BYTES: ['999'],
  PAGODA_EXECUTION_TIMEOUT: ['0', '3600001'],
  PAGODA_WORKER_CONCURRENCY: ['0', '101', 'many'],
  PAGODA_WORKER_GRACE: ['-1', '600001'],
  PAGODA_JOB_HEARTBEAT: ['19', '60001'],
  PAGODA_JOB_CANCEL_GRACE: ['-1', '600001'],
  PAGODA_JOB_TIMEOUT: ['0', '2000001'],
  PAGODA_JOB_RESULT_BYTES: ['999', '1000000001'],
  PAGODA_JOB_RESULT_LIFETIME: ['59', '31536001'],
  PAGODA_JOB_HISTORY: ['0', '36501'],
};

function refusalOf(env: Record<string, string>): SettingsError {
  try {
    parseSettings(env);
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error(`${JSON.stringify(env)} was accepted`);
}

const cases = <T>(table: Readonly<Record<string, readonly T[]>>): [string, T][] =>
  Object.entries(table).flatMap(([name, rows]) => rows.map((row): [string, T] => [name, row]));

describe('the environment', () => {
  test.each(cases(GOOD))('%s takes %j', (name, [text, key, value]) => {
    const settings = parseSettings({ [name]: text });
    expect(settings[key]).toEqual(value);
    expect(settings.sources[key]).toBe('environment');
  });

  test.each(cases(BAD))('%s refuses %j', (name, text) => {
    const { message } = refusalOf({ DATABASE_URL: 'postgres://h/d', [name]: text });
    expect(message).toMatch(new RegExp(`^${name} (is|has a bad value).*: give .+\\.$`));
    expect(message).toContain(VARIABLES[keyOf(name)].form.allowed);
  });

  test('every variable has a good and a bad case here', () => {
    const names = Object.values(VARIABLES).map((variable) => variable.name);
    expect(Object.keys(BAD).sort()).toEqual([...names].sort());
    expect(Object.keys(GOOD).sort()).toEqual(names.filter((name) => name !== 'DATABASE_DIRECT_URL').sort());
  });

  test('nothing set gives a server for this machine alone', () => {
    expect(parseSettings({})).toMatchObject({
      port: 8000,
      host: '127.0.0.1',
      databaseUrl: null,
      databaseDirectUrl: null,
      dataDir: path.resolve('.pagoda'),
      timeZone: 'UTC',
      nodeEnv: 'development',
      graphiql: true,
      introspection: 'everyone',
      enabledPlugins: [],
    });
  });

  test('an empty variable counts as not set', () => {
    expect(parseSettings({ PORT: '', HOST: ' ' })).toMatchObject({ port: 8000, host: '127.0.0.1' });
  });

  test('production hides what is for developers unless told otherwise', () => {
    expect(parseSettings({ NODE_ENV: 'production' })).toMatchObject({
      graphiql: false,
      introspection: 'authenticated',
    });
    expect(parseSettings({ NODE_ENV: 'production', PAGODA_GRAPHIQL: 'true' }).graphiql).toBe(true);
  });

  test('all bad values stand in one message', () => {
    const { message, problems } = refusalOf({ PORT: 'x', LOG_LEVEL: 'y', PAGODA_TIME_ZONE: 'z' });
    expect(problems).toHaveLength(3);
    expect(message).toMatch(/^The environment has 3 bad values:\n {2}PORT is "x"/);
  });

  test('the value of a secret is never repeated', () => {
    const secrets = { PAGODA_SECRET: 'hunter2', DATABASE_URL: 'mysql://u:hunter2@h', PAGODA_ADMIN_PASSWORD: 'hunter2' };
    expect(refusalOf(secrets).problems).toHaveLength(3);
    expect(refusalOf(secrets).message).not.toContain('hunter2');
  });

  test('a direct address alone makes no sense', () => {
    expect(refusalOf({ DATABASE_DIRECT_URL: 'postgres://h/d' }).message).toContain('DATABASE_URL is not');
  });

  test('the direct address is the other one unless told', () => {
    expect(parseSettings({ DATABASE_URL: 'postgres://h/d' }).databaseDirectUrl).toBe('postgres://h/d');
    const both = { DATABASE_URL: 'postgres://pooler/d', DATABASE_DIRECT_URL: 'postgres://h/d' };
    expect(parseSettings(both)).toMatchObject({
      databaseUrl: 'postgres://pooler/d',
      databaseDirectUrl: 'postgres://h/d',
    });
  });

  test('a misspelt setting is a warning that names the nearest one', () => {
    expect(parseSettings({ PAGODA_TIMEZONE: 'UTC', PAGODA_COLOUR_OF_THE_BIKESHED: 'red' }).warnings).toEqual([
      'PAGODA_COLOUR_OF_THE_BIKESHED is set, but there is no such setting.',
      'PAGODA_TIMEZONE is set, but there is no such setting. Did you mean PAGODA_TIME_ZONE?',
    ]);
  });

  test('overrides stand above the environment', () => {
    const settings = parseSettings({ PORT: '1', PAGODA_DATA_DIR: 'a' }, { port: 2, dataDir: 'b' });
    expect(settings).toMatchObject({ port: 2, dataDir: path.resolve('b') });
    expect(settings.sources.port).toBe('command line');
  });

  test('settings are frozen through and through', () => {
    const settings = parseSettings({ ENABLED_PLUGINS: 'a' });
    expect(() => Object.assign(settings, { port: 1 })).toThrow(TypeError);
    expect(() => (settings.enabledPlugins as string[]).push('b')).toThrow(TypeError);
    expect(() => Object.assign(settings.sources, { port: 'default' })).toThrow(TypeError);
  });
});

test('the variables that plugins may ask for are kept as they are, and are not shown', () => {
  const settings = parseSettings({ PLUGIN_AUDIT_DAYS: '3', PLUGIN_OPTIONS: '{}', PLUGINS_STRICT: '1', HOME: '/' });
  expect(settings.pluginVariables).toEqual({ PLUGIN_AUDIT_DAYS: '3' });
  expect(JSON.stringify(describeSettings(settings))).not.toContain('PLUGIN_AUDIT_DAYS');
});

describe('the description of the settings', () => {
  const env = {
    PORT: '0',
    DATABASE_URL: 'postgresql://app:hunter2@db:5433/cmdb?sslpassword=hunter2',
    PAGODA_SECRET: `hunter2${long}`,
  };

  test('names each variable, its value and its source', () => {
    const rows = describeSettings(parseSettings(env));
    expect(rows).toHaveLength(Object.keys(VARIABLES).length);
    expect(rows).toContainEqual({ name: 'PORT', value: '0', source: 'environment' });
    expect(rows).toContainEqual({ name: 'HOST', value: '127.0.0.1', source: 'default' });
  });

  test('shows no secret', () => {
    const rows = describeSettings(parseSettings(env));
    expect(JSON.stringify(rows)).not.toContain('hunter2');
    expect(rows).toContainEqual({ name: 'PAGODA_SECRET', value: '***', source: 'environment' });
    const value = 'postgresql://app:***@db:5433/cmdb?sslpassword=***';
    expect(rows).toContainEqual({ name: 'DATABASE_URL', value, source: 'environment' });
  });

  test('says what is kept in the data directory', () => {
    const rows = describeSettings(withStored(parseSettings({}), { adminToken: long }));
    expect(rows).toContainEqual({ name: 'PAGODA_ADMIN_TOKEN', value: '***', source: 'data directory' });
  });
});

function keyOf(name: string): keyof Values {
  const found = (Object.keys(VARIABLES) as (keyof Values)[]).find((key) => VARIABLES[key].name === name);
  if (!found) throw new Error(`no variable ${name}`);
  return found;
}
