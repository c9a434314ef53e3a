/** The fields of a package.json that publishing looks at. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports?: Readonly<Record<string, string | object>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

const SUITE = 'pagoda-plugin-conformance';

/** Every door leads to JavaScript with its types; no condition leads to a source, which would not be there. */
export function publishedSdk(source: Manifest): Manifest {
  const doors = Object.entries(source.exports ?? {}).map(([door, file]) => [
    door,
    { types: String(file).replace(/\.ts$/, '.d.ts'), default: String(file).replace(/\.ts$/, '.js') },
  ]);
  return {
    ...withoutDevelopment(source),
    exports: Object.fromEntries(doors),
    imports: { '#conformance': SUITE },
    peerDependencies: { [SUITE]: `^${source.version}` },
    peerDependenciesMeta: { [SUITE]: { optional: true } },
  };
}

/** The conformance suite, whose sources are those of the SDK. */
export function publishedConformance(sdk: Manifest): Manifest {
  const { version, license, type } = sdk;
  return {
    name: SUITE,
    version,
    description: 'The conformance suite behind pagoda-plugin-sdk/testing',
    license,
    type,
    sideEffects: false,
    exports: { '.': { types: './index.d.ts', default: './index.js' } },
    peerDependencies: { [sdk.name]: `^${version}`, graphql: '^16.11.0' },
    peerDependenciesMeta: { graphql: { optional: true } },
  };
}

/** The command keeps its place in server/; the programs that the workspace brings along (Node itself) come with it. */
export function publishedServer(source: Manifest, workspace: Manifest): Manifest {
  const commands = Object.entries(source.bin ?? {}).map(([name, file]) => [name, `server/${file}`]);
  const nodes = Object.entries(workspace.optionalDependencies ?? {}).filter(([name]) => name.startsWith('node-'));
  return {
    ...withoutDevelopment(source),
    engines: workspace.engines,
    bin: Object.fromEntries(commands),
    optionalDependencies: { ...source.optionalDependencies, ...Object.fromEntries(nodes) },
  };
}

function withoutDevelopment(source: Manifest): Manifest {
  const { devDependencies: _, private: __, scripts: ___, ...published } = source;
  return published;
}
