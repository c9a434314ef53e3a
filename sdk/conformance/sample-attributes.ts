/** A type of attributes, with a value in the form that inputs take. */
interface SampleType {
  readonly name: string;
  readonly code: number;
  readonly value: unknown;
}

const named = { name: 'rack-1', id: 101 };
const flagged = { ...named, boolean: true };

/** Every type of attributes that the server has. */
export const sampleTypes: readonly SampleType[] = [
  { name: 'STRING', code: 2, value: 'web1' },
  { name: 'TEXT', code: 4, value: 'two\nlines' },
  { name: 'BOOLEAN', code: 8, value: true },
  { name: 'NUMBER', code: 256, value: 42.5 },
  { name: 'DATE', code: 32, value: '2025-09-15' },
  { name: 'DATETIME', code: 128, value: '2025-09-15T02:09:45.000Z' },
  { name: 'SELECT', code: 512, value: 'red' },
  { name: 'OBJECT', code: 1, value: 101 },
  { name: 'NAMED_OBJECT', code: 2049, value: named },
  { name: 'NAMED_OBJECT_BOOLEAN', code: 2057, value: flagged },
  { name: 'GROUP', code: 16, value: 7 },
  { name: 'ROLE', code: 64, value: 8 },
  { name: 'ARRAY_STRING', code: 1026, value: ['a', 'b'] },
  { name: 'ARRAY_NUMBER', code: 1280, value: [1, null, 2.5] },
  { name: 'ARRAY_OBJECT', code: 1025, value: [101, 102] },
  { name: 'ARRAY_NAMED_OBJECT', code: 3073, value: [named] },
  { name: 'ARRAY_NAMED_OBJECT_BOOLEAN', code: 3081, value: [flagged] },
  { name: 'ARRAY_GROUP', code: 1040, value: [7] },
  { name: 'ARRAY_ROLE', code: 1088, value: [8] },
  { name: 'MULTI_SELECT', code: 1536, value: ['red', 'blue'] },
];

/** What is wrong with a value for the type with this code, or null. The server looks closer. */
export function whyNoValue(code: number, value: unknown): string | null {
  const type = sampleTypes.find((one) => one.code === code);
  if (!type) return `there is no type with the code ${code}`;
  if (value === null || kindOf(value) === kindOf(type.value)) return null;
  return `type ${type.name} holds ${kindOf(type.value)}, and this is ${kindOf(value)}`;
}

export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
