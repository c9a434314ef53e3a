import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

export interface RandomOperation {
  readonly source: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A small fast generator with a seed, so that a failing operation can be made again. */
function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Variable {
  readonly definition: string;
  readonly value: unknown;
}

/** How a variable of each input type may be declared and given. */
export type ArgumentChoices = Readonly<
  Record<
    string,
    { readonly literals: readonly string[]; readonly values: readonly unknown[]; readonly wrong: readonly unknown[] }
  >
>;

/** Writes operations with fragments, inline fragments, directives, variables and aliases. Most, not all, are valid. */
export class OperationWriter {
  readonly #schema: GraphQLSchema;
  readonly #choices: ArgumentChoices;
  readonly #random: () => number;
  readonly #fragments = new Map<string, string>();
  readonly #variables = new Map<string, Variable>();
  #names = 0;

  constructor(schema: GraphQLSchema, choices: ArgumentChoices, seed: number) {
    this.#schema = schema;
    this.#choices = choices;
    this.#random = makeRandom(seed);
  }

  write(): RandomOperation {
    const isMutation = this.#chance(0.1);
    const root = isMutation ? this.#schema.getMutationType() : this.#schema.getQueryType();
    if (!root) throw new Error('The schema has no such root type.');
    const selection = this.#selection(root, 4);
    const definitions = [...this.#variables.values()].map(({ definition }) => definition);
    const head = definitions.length > 0 ? `(${definitions.join(', ')})` : '';
    const source = [
      `${isMutation ? 'mutation' : 'query'} Random${head} ${selection}`,
      ...this.#fragments.values(),
    ].join('\n');
    const given = [...this.#variables].filter(([, { value }]) => value !== undefined);
    return { source, variables: Object.fromEntries(given.map(([name, { value }]) => [name, value])) };
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }

  #pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.#random() * items.length)];
    if (item === undefined) throw new Error('Nothing to choose from.');
    return item;
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    const count = 1 + Math.floor(this.#random() * 4);
    const parts = Array.from({ length: count }, () => this.#part(type, depth));
    return `{ ${parts.join(' ')} }`;
  }

  #part(type: GraphQLCompositeType, depth: number): string {
    if (depth > 0 && this.#chance(0.15)) return this.#spread(type, depth - 1);
    if (depth > 0 && (!('getFields' in type) || this.#chance(isAbstractType(type) ? 0.4 : 0.1)))
      return this.#inline(type, depth - 1);
    if (!('getFields' in type) || this.#chance(0.08)) return `__typename${this.#directive()}`;
    return this.#field(this.#pick(Object.values(type.getFields())), depth);
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const type = getNamedType(field.type);
    if (isCompositeType(type) && depth <= 0) return '__typename';
    const given = field.args.map((argument) => this.#argument(argument)).filter((text) => text !== '');
    const isAliased = given.length > 0 || this.#chance(0.15);
    const alias = isAliased ? `${this.#name('f')}: ` : '';
    const below = isCompositeType(type) ? ` ${this.#selection(type, depth - 1)}` : '';
    return `${alias}${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}${this.#directive()}${below}`;
  }

  #argument(argument: GraphQLArgument): string {
    const choices = this.#choices[String(argument.type)];
    if (!choices || this.#chance(0.3)) return '';
    if (this.#chance(0.5)) return `${argument.name}: ${this.#pick(choices.literals)}`;
    const name = this.#name('v');
    const isGiven = this.#chance(0.8);
    const isWrong = this.#chance(0.02) && choices.wrong.length > 0;
    const initial = this.#chance(0.3) ? ` = ${this.#pick(choices.literals)}` : '';
    const value = isGiven ? this.#pick(isWrong ? choices.wrong : choices.values) : undefined;
    this.#variables.set(name, { definition: `$${name}: ${String(argument.type)}${initial}`, value });
    return `${argument.name}: $${name}`;
  }

  #directive(): string {
    if (!this.#chance(0.15)) return '';
    const kind = this.#chance(0.5) ? 'skip' : 'include';
    if (this.#chance(0.3)) return ` @${kind}(if: ${this.#chance(0.5)})`;
    const name = `flag${Math.floor(this.#random() * 3)}`;
    if (!this.#variables.has(name)) {
      const isRequired = this.#chance(0.5);
      const value = isRequired || this.#chance(0.5) ? this.#chance(0.5) : undefined;
      this.#variables.set(name, { definition: `$${name}: Boolean${isRequired ? '!' : ' = true'}`, value });
    }
    return ` @${kind}(if: $${name})`;
  }

  #inline(type: GraphQLCompositeType, depth: number): string {
    if (this.#chance(0.15)) return `...${this.#directive()} ${this.#selection(type, depth)}`;
    const on = this.#related(type);
    return `... on ${on.name}${this.#directive()} ${this.#selection(on, depth)}`;
  }

  #spread(type: GraphQLCompositeType, depth: number): string {
    const on = this.#related(type);
    const fitting = [...this.#fragments.keys()].filter((name) => name.startsWith(`F_${on.name}_`));
    const known = fitting.length > 0 && this.#chance(0.5) ? this.#pick(fitting) : undefined;
    if (known) return `...${known}${this.#directive()}`;
    const selection = this.#selection(on, depth);
    const name = `F_${on.name}_${this.#name('')}`;
    this.#fragments.set(name, `fragment ${name} on ${on.name} ${selection}`);
    return `...${name}${this.#directive()}`;
  }

  /** A type that a value of `type` may be, or an abstract type that it belongs to. */
  #related(type: GraphQLCompositeType): GraphQLCompositeType {
    const abstracts = Object.values(this.#schema.getTypeMap()).filter((other: GraphQLNamedType) =>
      isAbstractType(other),
    );
    if (isObjectType(type))
      return this.#pick([type, ...abstracts.filter((other) => this.#schema.isSubType(other, type))]);
    const members = this.#schema.getPossibleTypes(type);
    const overlapping = abstracts.filter((other) => members.some((member) => this.#schema.isSubType(other, member)));
    return this.#pick<GraphQLCompositeType>([...members, ...(isInterfaceType(type) ? [type] : []), ...overlapping]);
  }

  #name(prefix: string): string {
    this.#names += 1;
    return `${prefix}${this.#names}`;
  }
}
