import type { App } from '../app.ts';
import { findDemoMarker, seedDemo } from '../demo/index.ts';
import { Rejected } from '../errors.ts';
import { ensureFirstUser, getAdministrator } from './first-user.ts';
import { makeProgress } from './progress.ts';
import { Failure, type Terminal } from './terminal.ts';

export interface DemoState {
  /** False when the database had the data already. */
  readonly isNew: boolean;
  readonly entries: number;
}

/** Sees to it that the database has the demo data, written in the name of the administrator. */
export async function ensureDemoData(
  app: App,
  entries: number,
  terminal: Terminal,
  stop?: AbortSignal,
): Promise<DemoState> {
  const known = await findDemoMarker(app.orm.em.fork());
  if (known !== null) return { isNew: false, entries: known };
  await ensureFirstUser(app);
  const ctx = await app.contextFor(await getAdministrator(app));
  const progress = makeProgress(terminal, 'Demo data', entries);
  try {
    const isNew = await seedDemo(app.orm.em.fork(), {
      entries,
      contextFor: async (em) => ({ ...ctx, em, catalog: await ctx.host.catalogs.load(em) }),
      onProgress: (...told) => {
        stop?.throwIfAborted();
        progress.update(...told);
      },
    });
    return { isNew, entries };
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    throw new Failure(
      `The demo data does not fit beside what is here (${error.message}). Give it a directory of its own, for example ` +
        'PAGODA_DATA_DIR=.pagoda-demo, or an empty database.',
      { cause: error },
    );
  } finally {
    progress.end();
  }
}
