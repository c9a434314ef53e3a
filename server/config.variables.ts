import type { Settings, Values } from './config.ts';
import * as forms from './config.forms.ts';
import type { Form } from './config.forms.ts';

/** One environment variable. */
export interface Variable<T> {
  readonly name: string;
  readonly form: Form<T & {}>;
  readonly fallback: T | ((base: Pick<Settings, 'nodeEnv'>) => T);
  /** `whole` is never shown; of an address only the password is hidden. */
  readonly secret?: 'whole' | 'password';
}

const isDevelopment = ({ nodeEnv }: Pick<Settings, 'nodeEnv'>): boolean => nodeEnv !== 'production';

/** Every variable that the server reads, by the setting it makes. What each means stands at `Values`. */
export const VARIABLES: { readonly [K in keyof Values]: Variable<Values[K]> } = {
  nodeEnv: {
    name: 'NODE_ENV',
    form: forms.oneOf('development', 'production', 'test'),
    fallback: 'development',
  },
  port: { name: 'PORT', form: forms.wholeNumber(0, 65_535, ' (0 takes any free port)'), fallback: 8000 },
  host: { name: 'HOST', form: forms.hostName, fallback: '127.0.0.1' },
  databaseUrl: { name: 'DATABASE_URL', form: forms.databaseUrl, fallback: null, secret: 'password' },
  databaseDirectUrl: { name: 'DATABASE_DIRECT_URL', form: forms.databaseUrl, fallback: null, secret: 'password' },
  poolSize: { name: 'PAGODA_POOL_SIZE', form: forms.wholeNumber(2, 500), fallback: 10 },
  trustProxy: { name: 'TRUST_PROXY', form: forms.trustProxy, fallback: false },
  allowedOrigins: { name: 'ALLOWED_ORIGINS', form: forms.origins, fallback: [] },
  logLevel: {
    name: 'LOG_LEVEL',
    form: forms.oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
    fallback: 'info',
  },
  enabledPlugins: { name: 'ENABLED_PLUGINS', form: forms.pluginNames, fallback: [] },
  pluginsDir: { name: 'PAGODA_PLUGINS_DIR', form: forms.text(1, 1000), fallback: 'plugins' },
  pluginsStrict: { name: 'PLUGINS_STRICT', form: forms.onOff, fallback: false },
  pluginLoadTimeout: { name: 'PAGODA_PLUGIN_LOAD_TIMEOUT', form: forms.wholeNumber(1, 600_000), fallback: 10_000 },
  operationRanges: { name: 'PLUGIN_OPERATION_ID_CONFIG', form: forms.jsonRanges, fallback: null },
  pluginOptions: { name: 'PLUGIN_OPTIONS', form: forms.jsonObjects, fallback: null, secret: 'whole' },
  entityOverrides: {
    name: 'BACKEND_PLUGIN_ENTITY_OVERRIDES',
    form: forms.jsonLists,
    fallback: null,
    secret: 'whole',
  },
  dataDir: { name: 'PAGODA_DATA_DIR', form: forms.text(1, 1000), fallback: '.pagoda' },
  timeZone: { name: 'PAGODA_TIME_ZONE', form: forms.timeZone, fallback: 'UTC' },
  newEntitiesPublic: { name: 'PAGODA_NEW_ENTITIES_PUBLIC', form: forms.onOff, fallback: true },
  secret: { name: 'PAGODA_SECRET', form: forms.text(32, 1000), fallback: null, secret: 'whole' },
  sessionLifetime: { name: 'PAGODA_SESSION_LIFETIME', form: forms.wholeNumber(60, 31_536_000), fallback: 1_209_600 },
  recheckInterval: { name: 'PAGODA_RECHECK_INTERVAL', form: forms.wholeNumber(10, 4000), fallback: 3000 },
  adminUsername: { name: 'PAGODA_ADMIN_USERNAME', form: forms.text(1, 150), fallback: 'admin' },
  adminPassword: { name: 'PAGODA_ADMIN_PASSWORD', form: forms.text(8, 1000), fallback: null, secret: 'whole' },
  adminToken: { name: 'PAGODA_ADMIN_TOKEN', form: forms.tokenText, fallback: null, secret: 'whole' },
  graphiql: { name: 'PAGODA_GRAPHIQL', form: forms.onOff, fallback: isDevelopment },
  introspection: {
    name: 'PAGODA_INTROSPECTION',
    form: forms.oneOf('everyone', 'authenticated', 'nobody'),
    fallback: (base) => (isDevelopment(base) ? 'everyone' : 'authenticated'),
  },
  graphqlExecutor: { name: 'PAGODA_GRAPHQL_EXECUTOR', form: forms.oneOf('jit', 'graphql-js'), fallback: 'jit' },
  maxDepth: { name: 'PAGODA_MAX_DEPTH', form: forms.wholeNumber(1, 1000), fallback: 15 },
  maxAliases: { name: 'PAGODA_MAX_ALIASES', form: forms.wholeNumber(0, 100_000), fallback: 30 },
  maxRootFields: { name: 'PAGODA_MAX_ROOT_FIELDS', form: forms.wholeNumber(1, 100_000), fallback: 20 },
  maxTokens: { name: 'PAGODA_MAX_TOKENS', form: forms.wholeNumber(10, 1_000_000), fallback: 5000 },
  maxCost: { name: 'PAGODA_MAX_COST', form: forms.wholeNumber(1, 1_000_000_000), fallback: 100_000 },
  maxPageSize: { name: 'PAGODA_MAX_PAGE_SIZE', form: forms.wholeNumber(1, 10_000), fallback: 100 },
  maxBodyBytes: { name: 'PAGODA_MAX_BODY_BYTES', form: forms.wholeNumber(1000, 1_000_000_000), fallback: 10_000_000 },
  executionTimeout: { name: 'PAGODA_EXECUTION_TIMEOUT', form: forms.wholeNumber(1, 3_600_000), fallback: 10_000 },
  workerConcurrency: { name: 'PAGODA_WORKER_CONCURRENCY', form: forms.wholeNumber(1, 100), fallback: 4 },
  workerGrace: { name: 'PAGODA_WORKER_GRACE', form: forms.wholeNumber(0, 600_000), fallback: 5000 },
  jobHeartbeat: { name: 'PAGODA_JOB_HEARTBEAT', form: forms.wholeNumber(20, 60_000), fallback: 5000 },
  jobCancelGrace: { name: 'PAGODA_JOB_CANCEL_GRACE', form: forms.wholeNumber(0, 600_000), fallback: 10_000 },
  jobTimeout: { name: 'PAGODA_JOB_TIMEOUT', form: forms.wholeNumber(1, 2_000_000), fallback: 86_400 },
  jobResultBytes: {
    name: 'PAGODA_JOB_RESULT_BYTES',
    form: forms.wholeNumber(1000, 1_000_000_000),
    fallback: 100_000_000,
  },
  jobResultLifetime: { name: 'PAGODA_JOB_RESULT_LIFETIME', form: forms.wholeNumber(60, 31_536_000), fallback: 604_800 },
  jobHistory: { name: 'PAGODA_JOB_HISTORY', form: forms.wholeNumber(1, 36_500), fallback: 90 },
};
