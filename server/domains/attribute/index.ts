export type {
  AttributeType,
  AttributeTypeName,
  Choice,
  ColumnOptions,
  FilterOperator,
  NameLookup,
  Parsed,
  Reference,
  RenderedValue,
  StoredValue,
  ValueProblem,
} from './attribute-type.ts';
export {
  attributeTypeOfCode,
  attributeTypeOfName,
  attributeTypes,
  findAttributeTypeOfCode,
} from './attribute-types.ts';
export { deletedName } from './deleted-name.ts';
export { compilePattern, type CompiledPattern, type NamePattern } from './item-name-pattern.ts';
export { checkName, cleanName, isLongerThan, type NameRule } from './name.ts';
export { foldText, nameKey } from './name-key.ts';
export { whyUnstorable } from './storable-text.ts';
export { whyNotStored } from './why-not-stored.ts';
export { restInstant, restTime } from './rest-time.ts';
export { offsetAt } from './time-zone.ts';
