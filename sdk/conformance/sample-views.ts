import type { AttrInfo, EntityView, EntryView, UserView } from 'pagoda-plugin-sdk';
import { sampleTypes } from './sample-attributes.ts';

// Frozen as the server's are: assigning to them throws.
export const sampleUser: UserView = Object.freeze({ id: 1, username: 'admin', isSuperuser: true });

export function sampleEntity(name: string): EntityView {
  return Object.freeze({ id: 41, name, note: '', isActive: true });
}

export function sampleEntry(entityName = 'Sample', id = 101): EntryView {
  return Object.freeze({
    id,
    name: `sample-${id}`,
    isActive: true,
    schema: Object.freeze({ id: 41, name: entityName }),
  });
}

/** An attribute of every type, each with a value, without one, and hidden. */
export function sampleAttrInfos(): AttrInfo[] {
  return sampleTypes.flatMap(({ name, code, value }, index) =>
    [structuredClone(value), null].map((own, turn) => ({
      id: turn === 0 ? 301 + index : null,
      schema: { id: 201 + index, name },
      name,
      type: code,
      isReadable: turn === 0,
      value: own,
    })),
  );
}

/** A value of every type, as it is written. */
export function sampleAttrs(): { id: number; value: unknown }[] {
  return sampleTypes.flatMap(({ value }, index) =>
    [structuredClone(value), null].map((own) => ({ id: 201 + index, value: own })),
  );
}
