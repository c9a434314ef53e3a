import { ValidationError, type EntityProtocol } from 'pagoda-plugin-sdk';
import { EntityAttr } from 'pagoda-plugin-sdk/models';

type Fields = Readonly<Record<string, unknown>>;

/** A name in a body; undefined when there is none. */
export function nameIn({ name }: Fields): string | undefined {
  if (name === undefined || typeof name === 'string') return name;
  throw new ValidationError('name must be a text', ['name']);
}

/**
 * The values in a body by the names of their attributes, as models take them. A body has them so too, or as clients of REST
 * send them: `[{ id, value }]`, by the ids of the attributes. GraphQL comes in that form as well.
 */
export async function attrsIn({ attrs = {} }: Fields, entity: EntityProtocol): Promise<Record<string, unknown>> {
  if (!Array.isArray(attrs)) return { ...fieldsOf(attrs, 'attrs') };
  const columns = await EntityAttr.objects.filter({ parentEntity: entity, isActive: true });
  const names = new Map(columns.map(({ id, name }) => [id, name]));
  const given = attrs.map((element): [string, unknown] => {
    const { id, value } = fieldsOf(element, 'attrs');
    const name = names.get(Number(id));
    if (name === undefined) throw new ValidationError(`${entity.name} has no attribute ${String(id)}`, ['attrs']);
    return [name, value];
  });
  return Object.fromEntries(given);
}

/** The configurations that a body wants; none when it does not speak of them. */
export function configurationsIn({ configurations = [] }: Fields): readonly Fields[] {
  if (!Array.isArray(configurations)) throw new ValidationError('configurations must be a list', ['configurations']);
  return configurations.map((element) => fieldsOf(element, 'configurations'));
}

function fieldsOf(value: unknown, where: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new ValidationError(`${where} must hold objects`, [where]);
}
