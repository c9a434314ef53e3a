/** The table of all types of attributes. */
import type { AttributeType, AttributeTypeName } from './attribute-type.ts';
import { booleanType } from './types/boolean.ts';
import { dateTimeType } from './types/date-time.ts';
import { dateType } from './types/date.ts';
import {
  arrayNamedObjectBooleanType,
  arrayNamedObjectType,
  namedObjectBooleanType,
  namedObjectType,
} from './types/named-object.ts';
import { arrayNumberType } from './types/number-list.ts';
import { numberType } from './types/number.ts';
import { arrayGroupType, arrayObjectType, arrayRoleType, groupType, objectType, roleType } from './types/reference.ts';
import { multiSelectType, selectType } from './types/select.ts';
import { arrayStringType } from './types/text-list.ts';
import { stringType, textType } from './types/text.ts';

export const attributeTypes: Readonly<Record<AttributeTypeName, AttributeType>> = {
  STRING: stringType,
  TEXT: textType,
  BOOLEAN: booleanType,
  NUMBER: numberType,
  DATE: dateType,
  DATETIME: dateTimeType,
  SELECT: selectType,
  OBJECT: objectType,
  NAMED_OBJECT: namedObjectType,
  NAMED_OBJECT_BOOLEAN: namedObjectBooleanType,
  GROUP: groupType,
  ROLE: roleType,
  ARRAY_STRING: arrayStringType,
  ARRAY_NUMBER: arrayNumberType,
  ARRAY_OBJECT: arrayObjectType,
  ARRAY_NAMED_OBJECT: arrayNamedObjectType,
  ARRAY_NAMED_OBJECT_BOOLEAN: arrayNamedObjectBooleanType,
  ARRAY_GROUP: arrayGroupType,
  ARRAY_ROLE: arrayRoleType,
  MULTI_SELECT: multiSelectType,
};

const byName: ReadonlyMap<string, AttributeType> = new Map(Object.entries(attributeTypes));
const byCode: ReadonlyMap<number, AttributeType> = new Map(
  Object.values(attributeTypes).map((type) => [type.code, type]),
);

/** The type with a code that REST uses and that columns store; null when there is none. */
export function findAttributeTypeOfCode(code: number): AttributeType | null {
  return byCode.get(code) ?? null;
}

/** For codes that were checked when they were stored. */
export function attributeTypeOfCode(code: number): AttributeType {
  const type = byCode.get(code);
  if (!type) throw new Error(`No attribute type has the code ${code}`);
  return type;
}

export function attributeTypeOfName(name: string): AttributeType {
  const type = byName.get(name);
  if (!type) throw new Error(`No attribute type has the name ${name}`);
  return type;
}
