import { Buffer } from 'node:buffer';
import type { AttributeType, Parsed, RenderedValue, StoredValue } from '../attribute-type.ts';
import { foldText } from '../name-key.ts';
import { accepted, refused, show } from '../parsed.ts';
import { whyUnstorable } from '../storable-text.ts';

const MAX_BYTES = 65_536;

/** Any text that can be stored; not trimmed. Null is refused. */
export function parseText(input: unknown): Parsed {
  if (typeof input !== 'string') return refused(`Expected a text, got ${show(input)}.`);
  if (input.length > MAX_BYTES || Buffer.byteLength(input) > MAX_BYTES) {
    return refused(`The text is too long: at most ${MAX_BYTES} bytes in UTF-8 are allowed.`, 'TOO_LONG');
  }
  const cause = whyUnstorable(input);
  return cause === null ? accepted(input) : refused(`The text ${cause}.`);
}

function read(value: StoredValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function makeTextType(name: 'STRING' | 'TEXT', code: number, render: (text: string) => RenderedValue): AttributeType {
  return {
    name,
    code,
    isCreatable: true,
    isArray: false,
    refersTo: null,
    hasChoices: false,
    emptyValue: '',
    defaultValue: 'string',
    order: 'text',
    operators: ['eq', 'in', 'isEmpty', 'contains', 'startsWith'],
    parse: parseText,
    isEmpty: (value) => read(value) === '',
    isChanged: (previous, next) => read(previous) !== read(next),
    references: () => [],
    searchTexts: (value) => (read(value) === '' ? [] : [foldText(read(value))]),
    render: (value) => (value === null ? null : render(read(value))),
    toText: read,
  };
}

export const stringType = makeTextType('STRING', 2, (string) => ({ __typename: 'StringValue', string }));
export const textType = makeTextType('TEXT', 4, (text) => ({ __typename: 'TextValue', text }));
