import {
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type DocumentNode,
  type SelectionSetNode,
} from 'graphql';
import { ownerOf } from '../blame.ts';

/** What an answer is made by. */
export interface Asked {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** A field that may have given what stands under a name in an answer. */
export interface AnswerField {
  readonly definition: GraphQLField<unknown, unknown>;
  readonly selectionSet: SelectionSetNode | undefined;
}

/** Reads an answer once more, when something was wrong with it: which fields stand where. */
export class AnswerFields {
  readonly #asked: Asked;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(asked: Asked) {
    this.#asked = asked;
    const fragments = asked.document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    );
    this.#fragments = new Map(fragments);
  }

  /** Those that are called so in the whole answer or below other fields. They have one shape, whatever type the object is of. */
  named(key: string, above: readonly AnswerField[] | null): readonly AnswerField[] {
    const { schema, operation } = this.#asked;
    if (!above) return this.#select(key, schema.getRootType(operation.operation) ?? undefined, operation.selectionSet);
    return above.flatMap(({ definition, selectionSet }) =>
      selectionSet ? this.#select(key, getNamedType(definition.type), selectionSet) : [],
    );
  }

  /** The plugin whose code gave what stands at a place, as far as that can be known. */
  ownerAt(path: readonly (string | number)[]): string | undefined {
    let owner: string | undefined;
    let fields: readonly AnswerField[] | null = null;
    for (const key of path) {
      if (typeof key === 'number') continue;
      fields = this.named(key, fields);
      const above: string | undefined = owner;
      owner = fields
        .map(
          ({ definition: { resolve, subscribe } }) =>
            ownerOf(resolve) ?? ownerOf(subscribe) ?? (resolve ? undefined : above),
        )
        .find((one) => one !== undefined);
    }
    return owner;
  }

  #select(key: string, type: GraphQLNamedType | undefined, { selections }: SelectionSetNode): readonly AnswerField[] {
    return selections.flatMap((node): readonly AnswerField[] => {
      if (node.kind === Kind.FIELD) {
        const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
        const isIt = (node.alias ?? node.name).value === key && definition;
        return isIt ? this.#perType(type, definition, node.selectionSet) : [];
      }
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : this.#fragments.get(node.name.value);
      if (!fragment) return [];
      const condition = fragment.typeCondition;
      const inner = condition ? this.#asked.schema.getType(condition.name.value) : type;
      return this.#select(key, inner, fragment.selectionSet);
    });
  }

  /** The code of an interface's field is that of the types that have it. */
  #perType(
    type: GraphQLNamedType | undefined,
    definition: AnswerField['definition'],
    selectionSet: SelectionSetNode | undefined,
  ): readonly AnswerField[] {
    if (!isInterfaceType(type)) return [{ definition, selectionSet }];
    const fields = this.#asked.schema.getPossibleTypes(type).flatMap((one) => one.getFields()[definition.name] ?? []);
    return [definition, ...fields].map((one) => ({ definition: one, selectionSet }));
  }
}
