import { readDefinitions, type Definition } from './read-definitions.ts';
import type { Session } from './session.ts';

/** The types that fields of operations stand in. */
export const ROOTS: readonly string[] = ['Query', 'Mutation', 'Subscription'];
const OF_GRAPHQL = [
  ...['Int', 'Float', 'String', 'Boolean', 'ID'],
  ...['skip', 'include', 'deprecated', 'specifiedBy', 'oneOf', 'defer', 'stream'].map((name) => `@${name}`),
];

interface Known {
  readonly owner: string;
  readonly kind: string;
}

/** Reports what the server refuses since others would notice it, and says whether there is such a thing. Needs no parser. */
export function checkHarm({ report }: Session, sdl: string, others: readonly (readonly [string, string])[]): boolean {
  const known = new Map<string, Known>(OF_GRAPHQL.map((name) => [name, { owner: 'GraphQL', kind: 'scalar' }]));
  for (const [owner, text] of others) {
    for (const { isExtension, kind, name } of readDefinitions(text)) if (!isExtension) known.set(name, { owner, kind });
  }
  for (const name of ROOTS) known.set(name, { owner: 'the server', kind: 'type' });
  const definitions = readDefinitions(sdl);
  const own = new Set(definitions.flatMap(({ isExtension, name }) => (isExtension ? [] : [name])));
  const wrong = definitions.flatMap((one) => {
    const found = whyHarmful(one, known.get(one.name), own);
    return found ? [[one.name || 'schema', ...found] as const] : [];
  });
  for (const [name, cause, remedy] of wrong) report('sdl', `typeDefs (${name})`, cause, remedy);
  return wrong.length > 0;
}

type Wrong = readonly [cause: string, remedy: string];

function whyHarmful(one: Definition, known: Known | undefined, own: ReadonlySet<string>): Wrong | null {
  const { kind, name, isExtension } = one;
  if (kind === 'schema')
    return ['the schema is that of everybody', 'Take it out, and write `extend type Query { … }`.'];
  if (/^@?__/.test(name)) return ['names that begin with "__" belong to GraphQL', 'Choose another name.'];
  if (!known) return null;
  if (isExtension) return whyNotExtended(one, known, own);
  const another = 'Choose another name, best with that of the plugin in it.';
  const extend = `write \`extend ${known.kind} ${name} { … }\`.`;
  const isExtensible = known.owner !== 'GraphQL' && (known.kind === 'type' || known.kind === 'input');
  const remedy = ROOTS.includes(name)
    ? `To add fields to it, ${extend}`
    : isExtensible
      ? `${another} To add fields to it, ${extend}`
      : another;
  return [`${name} is already declared by ${known.owner}`, remedy];
}

function whyNotExtended(
  { kind, name, directives, interfaces, fields }: Definition,
  known: Known,
  own: ReadonlySet<string>,
): Wrong | null {
  const whose = `${name} belongs to ${known.owner}`;
  if (kind !== known.kind) return [`${name} is no ${kind} but ${known.kind}`, `Write \`extend ${known.kind}\`.`];
  if (directives.length > 0) return [`${whose}, and @${directives[0]} would change it`, 'Take the directive out.'];
  const foreign = interfaces.find((one) => !own.has(one));
  if (kind === 'type') {
    return foreign === undefined
      ? null
      : [`${whose}, and the interface ${foreign} is none of the plugin's`, 'Declare an interface of your own.'];
  }
  if (kind !== 'input') return [`${whose}, and others know nothing of what is added`, 'Declare one of your own.'];
  const harmful = fields.find(({ isRequired, hasDefault }) => isRequired || hasDefault);
  if (!harmful) return null;
  return harmful.hasDefault
    ? [`${whose}, and every call of others would carry the default of ${harmful.name}`, 'Take the default out.']
    : [`${whose}, and every call that does not know ${harmful.name} would fail`, 'Let it be null, without the "!".'];
}
