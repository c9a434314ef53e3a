import type { IConfiguration, IRegularForbiddenRuleType } from 'dependency-cruiser';

// The import rules of the layout. Every rule has a planted breach in .ci/fixtures/architecture, so that each is known to be able to fail.

const TESTS = String.raw`\.(test|check)\.ts$|^server/.*\btest(ing)?/`;
const PLATFORM = '^server/(graphql|rest|db|jobs|plugins)/';
const COMPOSERS = '^server/(app|app\\.[a-z]+|main)\\.ts$|^server/cli/';
/** Written by a tool from the SDL: it names the types behind the GraphQL types wherever they live. */
const GENERATED = '/generated/';

const forbidden: readonly IRegularForbiddenRuleType[] = [
  {
    name: 'sdk-stands-alone',
    comment:
      'The SDK is everything a plugin may know. It imports nothing of the host, so that it can be published on its own.',
    from: { path: '^sdk/' },
    to: { path: '^(server|plugins|bench)/' },
  },
  {
    name: 'sdk-by-its-name',
    comment: "Write 'pagoda-plugin-sdk' as plugin authors do: what its package.json does not offer is private.",
    from: { pathNot: '^sdk/' },
    to: { path: '^sdk/', dependencyTypesNot: ['aliased-workspace'] },
  },
  {
    name: 'plugins-see-only-the-sdk',
    comment:
      'A plugin is a package that anybody could have written: it depends on pagoda-plugin-sdk and nothing else of ours.',
    from: { path: '^plugins/([^/]+)/' },
    to: { path: '^(server|bench|plugins)/', pathNot: '^plugins/$1/' },
  },
  {
    name: 'platform-knows-no-domain',
    comment:
      'graphql, rest, db, jobs and plugins work for any noun. What they need of one comes in through app.ts or as a type from context.ts.',
    from: { path: PLATFORM, pathNot: `${TESTS}|${GENERATED}` },
    to: { path: '^server/domains/' },
  },
  {
    name: 'domain-by-its-door',
    comment: 'A domain enters another by its index.ts. Export there what others need.',
    from: { path: '^server/domains/([^/]+)/', pathNot: TESTS },
    to: { path: '^server/domains/', pathNot: ['^server/domains/$1/', '^server/domains/[^/]+/index\\.ts$'] },
  },
  {
    name: 'folder-by-its-door',
    comment: 'From outside, a domain or a platform folder is entered by its index.ts.',
    from: { path: '^server/(?!domains/)([^/]+)', pathNot: `${TESTS}|${GENERATED}` },
    to: {
      path: '^server/(domains/[^/]+|graphql|rest|db|jobs|plugins)/',
      pathNot: ['^server/$1/', '^server/(domains/[^/]+|graphql|rest|db|jobs|plugins)/index\\.ts$'],
    },
  },
  {
    name: 'platform-by-its-door',
    comment: 'A domain enters a platform folder by its index.ts.',
    from: { path: '^server/domains/', pathNot: TESTS },
    to: { path: PLATFORM, pathNot: ['/index\\.ts$', GENERATED] },
  },
  {
    name: 'only-app-composes',
    comment:
      'app.ts and the files app.*.ts that it is cut into know every part; app.parts.ts lists those that register themselves. Files beside it may name parts as types only; records.ts is the list of all tables.',
    from: { path: '^server/[^/]+\\.ts$', pathNot: `${COMPOSERS}|^server/records\\.ts$|${TESTS}` },
    to: { path: '^server/(domains|cli)/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'nothing-imports-app',
    comment: 'app.ts composes the parts; a part that imported it would turn the program inside out.',
    from: { path: '^server/', pathNot: `${COMPOSERS}|${TESTS}` },
    to: { path: '^server/((app|app\\.[a-z]+|main)\\.ts$|cli/)' },
  },
  {
    name: 'policies-are-pure',
    comment:
      'A policy decides from what it is given, or says in SQL what decides. It reads no table and calls no service.',
    from: { path: '\\.policy\\.ts$' },
    to: { path: '\\.(store|loaders?|service)\\.ts$', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'bench-is-a-leaf',
    comment: 'The benchmark looks at the server from outside; nothing depends on it.',
    from: { pathNot: '^bench/' },
    to: { path: '^bench/' },
  },
  {
    name: 'production-imports-no-test',
    comment: 'What ships must run without the tests beside it.',
    from: { path: '^(server|sdk|plugins)/', pathNot: TESTS },
    to: { path: TESTS },
  },
  {
    name: 'production-needs-no-dev-dependency',
    comment:
      'What ships must run after `npm ci --omit=dev`: move the package to the dependencies of the workspace that uses it.',
    from: { path: '^(server|sdk|plugins)/', pathNot: TESTS },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'type-only'] },
  },
  {
    name: 'dependency-is-declared',
    comment: 'A package that no package.json names is there by accident and can go at any install.',
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'import-resolves',
    comment: 'The imported file or package does not exist.',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'no-run-time-cycle',
    comment:
      'Modules that need each other to load break depending on which is loaded first. Cycles of types are harmless.',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
];

export default {
  forbidden: forbidden.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/|^\\.ci/fixtures/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      mainFields: ['module', 'main', 'types'],
    },
    reporterOptions: { text: { highlightFocused: true } },
  },
} satisfies IConfiguration;
