import { expect, test } from '@jest/globals';
import { toCsv } from './csv.ts';
import type { AuditRecord } from './record.ts';

const record: AuditRecord = {
  id: 1,
  time: new Date('2026-03-01T12:00:00Z'),
  action: 'NOTED',
  entityId: 5,
  entityName: 'Rack',
  entryId: null,
  name: 'r1',
  userId: null,
  username: 'mori',
  note: '',
};

const cellsOf = (part: Partial<AuditRecord>): string => toCsv([{ ...record, ...part }]).split('\r\n')[1] ?? '';

test('a record is a line', () => {
  expect(toCsv([record])).toBe(
    'id,time,action,entity_id,entity,entry_id,name,user_id,user,note\r\n1,2026-03-01T12:00:00.000Z,NOTED,5,Rack,,r1,,mori,\r\n',
  );
});

test('quotes, commas and line ends are quoted', () => {
  expect(cellsOf({ name: 'a "b", c' })).toContain(',"a ""b"", c",');
});

test.each(['=1+1', '+1', '-1', '@a'])('%s is no formula', (note) => {
  expect(cellsOf({ note })).toMatch(new RegExp(`,'\\${note[0]}`));
});
