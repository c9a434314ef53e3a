/** Something to try of each example plugin that runs, for the banner. */
export interface Tried {
  /** The address of the server. */
  readonly url: string;
  readonly token: string;
  /** The names of the entries that run. */
  readonly plugins: readonly string[];
  /** The entity whose entries are created with their configurations; null for none. */
  readonly serviceEntity: number | null;
}

export function demoTries({ url, token, plugins, serviceEntity }: Tried): readonly string[] {
  const tries: Readonly<Record<string, readonly string[]>> = {
    'hello-world': ['hello-world answers:', `  curl -s ${url}/api/v2/plugins/hello-world-plugin/test/`],
    'cross-entity-sample':
      serviceEntity === null
        ? []
        : [
            'cross-entity creates an entry with its configurations, and deletes them with it:',
            `  curl -s ${url}/entity/api/v2/${serviceEntity}/entries/ -H 'Authorization: Token ${token}' -H 'Content-Type: application/json' \\`,
            `    -d '{"name":"web","configurations":[{"name":"web-http","attrs":{"port":80}}]}'`,
          ],
    'audit-trail': [
      'audit-trail then knows who did it; in GraphiQL, subscription { auditRecorded { action name } } follows:',
      `  curl -s ${url}/graphql -H 'Authorization: Token ${token}' -H 'Content-Type: application/json' \\`,
      `    -d '{"query":"{ auditTrail(first: 5) { nodes { time action entityName name username } } }"}'`,
    ],
  };
  return plugins.flatMap((entry) => tries[entry] ?? []);
}
