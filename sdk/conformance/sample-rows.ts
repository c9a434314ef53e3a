import type { ModelName } from 'pagoda-plugin-sdk';
import type { Meter } from './meter.ts';
import { sampleTypes } from './sample-attributes.ts';

/** A stored object as models give it. */
export type Row = Record<string, unknown>;

const time = new Date(Date.UTC(2025, 8, 15, 2, 9, 45, 658));
const admin = {
  id: 1,
  username: 'admin',
  email: 'admin@example.com',
  firstName: 'Ada',
  lastName: 'Min',
  isActive: true,
  isSuperuser: true,
  dateJoined: time,
};

/** Makes the sample with this number; what it is asked for is counted. */
export function sampleRow(model: ModelName, id: number, meter: Meter): Row {
  const saved = {
    save: () => meter.count(`${model}.save`, () => undefined),
    delete: () => meter.count(`${model}.delete`, () => undefined),
  };
  switch (model) {
    case 'Entity':
      return { id, name: 'Sample', note: '', isActive: true, createdTime: time, createdUser: { ...admin }, ...saved };
    case 'Entry':
      return { ...entryRow(id, meter), ...saved };
    case 'EntityAttr':
      return { ...columnRow(id), parentEntity: sampleRow('Entity', 41, meter) };
    case 'Attribute':
      return {
        id,
        name: 'STRING',
        isActive: true,
        schema: { ...columnRow(id), parentEntity: sampleRow('Entity', 41, meter) },
        parentEntry: sampleRow('Entry', 101, meter),
      };
    case 'AttributeValue':
      return {
        id,
        value: 'web1',
        dataType: 2,
        isLatest: true,
        createdTime: time,
        createdUser: { ...admin },
        parentAttr: sampleRow('Attribute', 301, meter),
      };
    case 'User':
      return { ...admin, id, username: id === 1 ? 'admin' : `user-${id}` };
    case 'Job':
      return jobRow(id, meter);
  }
}

function entryRow(id: number, meter: Meter): Row {
  return {
    id,
    name: `sample-${id}`,
    isActive: true,
    schema: sampleRow('Entity', 41, meter),
    createdTime: time,
    updatedTime: time,
    createdUser: { ...admin },
    // The server reads the values of many entries at once, so these are no calls of their own.
    getAttrs: async () => blindValues(meter),
    mayPermitted: async () => true,
    setAttrs: () => meter.count('Entry.setAttrs', () => undefined),
  };
}

function columnRow(id: number): Row {
  const type = sampleTypes[id % sampleTypes.length];
  return { id, name: type?.name, type: type?.code, isMandatory: false, isActive: true, index: id, note: '' };
}

function jobRow(id: number, meter: Meter): Row {
  return {
    id,
    user: { ...admin },
    text: '',
    status: 1,
    operation: 5000,
    params: {},
    targetId: null,
    createdAt: time,
    updatedAt: time,
    run: () => meter.count('Job.run', () => undefined),
    update: () => meter.count('Job.update', () => undefined),
    isCanceled: async () => false,
    proceedIfReady: async () => true,
  };
}

/** Values by name; those that a plugin knows of its own entity are not there. */
function blindValues(meter: Meter): object {
  return new Proxy(Object.fromEntries(sampleTypes.map(({ name, value }) => [name, structuredClone(value)])), {
    get: (values, name) => {
      if (typeof name === 'string' && name !== 'then' && !Object.hasOwn(values, name)) meter.isBlind = true;
      return Reflect.get(values, name);
    },
  });
}
