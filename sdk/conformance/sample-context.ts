import { DataAccessError, type PluginContext, type PluginSql, type PluginTimer, type SqlRow } from 'pagoda-plugin-sdk';
import type { Meter } from './meter.ts';
import type { SampleWorld } from './sample-models.ts';

/** The parts of a context that reach beyond the plugin, without anything behind them. */
export function sampleContext(
  meter: Meter,
  { isBroken }: SampleWorld,
): Pick<PluginContext, 'sql' | 'transaction' | 'setTimeout' | 'setInterval'> {
  const query = async (): Promise<readonly never[]> =>
    meter.count('ctx.sql', () => {
      if (isBroken) throw new DataAccessError('conformance suite: the database does not answer');
      // Which columns a row would have is not known here.
      meter.isBlind = true;
      return [];
    });
  const tag: <Row extends object = SqlRow>() => Promise<readonly Row[]> = query;
  const sql: PluginSql = Object.assign(tag, { query });
  return {
    sql,
    transaction: (work) => work(),
    setTimeout: makeTimer,
    setInterval: makeTimer,
  };
}

/** One that never fires: those of a context end with the plugin. */
function makeTimer(): PluginTimer {
  return { stop: () => undefined, [Symbol.dispose]: () => undefined };
}
