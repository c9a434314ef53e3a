import type { App } from '../app.ts';
import type { Actor } from '../context.ts';
import { createEntity } from '../domains/entity/index.ts';
import { Rejected } from '../errors.ts';

/** What the example of overrides needs stands beside the demo data, which it leaves as it is. */
export const DEMO_SERVICE = 'Application';
export const DEMO_CONFIGURATION = 'Configuration';

/** The id of the entity whose entries are created with their configurations; null where no plugin does so. */
export async function ensureDemoOverrides(app: App, administrator: Actor): Promise<number | null> {
  if (!app.plugins.current.enabled.some(({ plugin }) => plugin.id === 'cross-entity-sample')) return null;
  const ensure = async (name: string, attrs: Parameters<typeof createEntity>[1]['attrs']): Promise<number> => {
    const find = async (): Promise<number | null> => {
      const { catalog } = await app.contextFor(administrator);
      return catalog.findEntityByName(name)?.id ?? null;
    };
    const known = await find();
    if (known !== null) return known;
    try {
      const { id } = await createEntity(await app.contextFor(administrator), { name, attrs });
      return id;
    } catch (error) {
      // Another demo on this database was a moment earlier.
      const made = error instanceof Rejected ? await find() : null;
      if (made !== null) return made;
      throw error;
    }
  };
  const configuration = await ensure(DEMO_CONFIGURATION, [{ name: 'port', type: 'NUMBER' }]);
  return ensure(DEMO_SERVICE, [
    { name: 'owner', type: 'STRING' },
    { name: 'configurations', type: 'ARRAY_OBJECT', referral: [String(configuration)] },
  ]);
}
