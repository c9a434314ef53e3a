import { describe, expect, test } from '@jest/globals';
import { ChangeLog, type Change, type ChangeKind } from './change.ts';

const change = (kind: ChangeKind, id = 1, actorId: number | null = null): Change => ({
  noun: 'entry',
  kind,
  id,
  entityId: 7,
  actorId,
  time: new Date(0),
});

const kindsOf = (log: ChangeLog) => log.list().map(({ kind, id }) => `${kind} ${id}`);

describe('the changes of one transaction', () => {
  test.each<[ChangeKind[], ChangeKind | null]>([
    [['UPDATED', 'UPDATED'], 'UPDATED'],
    [['CREATED', 'UPDATED'], 'CREATED'],
    [['CREATED', 'DELETED'], null],
    [['CREATED', 'DELETED', 'RESTORED'], 'CREATED'],
    [['UPDATED', 'DELETED'], 'DELETED'],
    [['DELETED', 'RESTORED'], 'UPDATED'],
    [['RESTORED', 'UPDATED'], 'RESTORED'],
    [['RESTORED', 'DELETED'], null],
  ])('%j of one object is %s', (kinds, net) => {
    const flat = new ChangeLog(null);
    for (const kind of kinds) flat.record(change(kind));
    expect(kindsOf(flat)).toEqual(net ? [`${net} 1`] : []);

    const outer = new ChangeLog(null);
    for (const kind of kinds) {
      const inner = new ChangeLog(outer);
      inner.record(change(kind));
      outer.absorb(inner);
    }
    expect(kindsOf(outer)).toEqual(kindsOf(flat));
  });

  test('objects come in the order in which they were touched, each with its last actor', () => {
    const log = new ChangeLog(null);
    log.record(change('UPDATED', 2, 1));
    log.record(change('CREATED', 1, 1));
    log.record({ ...change('UPDATED', 2, 9), noun: 'entity' });
    log.record(change('UPDATED', 2, 3));
    expect(log.list().map(({ noun, id, actorId }) => [noun, id, actorId])).toEqual([
      ['entry', 2, 3],
      ['entry', 1, 1],
      ['entity', 2, 9],
    ]);
  });

  test('what a flush shows adds nothing to what the write path said before', () => {
    const log = new ChangeLog(null);
    log.record(change('DELETED'));
    log.notice(change('UPDATED'));
    expect(kindsOf(log)).toEqual(['DELETED 1']);
    const inner = new ChangeLog(log);
    inner.notice(change('UPDATED'));
    expect(kindsOf(inner)).toEqual([]);
  });

  test('the write path, coming after the flush, says what the flush was', () => {
    const log = new ChangeLog(null);
    log.notice(change('UPDATED'));
    log.record(change('RESTORED'));
    expect(kindsOf(log)).toEqual(['RESTORED 1']);
  });

  test('a row that a flush removes is deleted whatever was said before', () => {
    const log = new ChangeLog(null);
    log.record(change('UPDATED'));
    log.notice(change('DELETED'));
    expect(kindsOf(log)).toEqual(['DELETED 1']);
  });
});
