import pg from 'pg';

/** What the requests ask for: the same at every run over the same data. */
export interface Samples {
  /** The largest entity, and its attribute that is searched. */
  readonly entity: string;
  readonly searched: { readonly id: number; readonly name: string };
  readonly ids: readonly string[];
  /** Cursors with at least a full page behind them. */
  readonly cursors: readonly string[];
  /** What new entries refer to. */
  readonly racks: readonly number[];
  readonly teams: readonly number[];
  /** The largest id, so that new names can be unlike those of earlier runs. */
  readonly newest: number;
}

const COUNT = 200;
const PAGE = 100;
export const LARGEST = 'Server';
const SEARCHED = 'remark';

const SPREAD = `
  select id, name_key from (
    select e.id, e.name_key, row_number() over (order by e.name_key, e.id) as place, count(*) over () as total
    from entry e join entity s on s.id = e.entity_id
    where s.name = $1 and s.is_active and e.is_active) e
  where place <= total - $2 and place % greatest(1, (total - $2) / $3) = 0
  order by place limit $3`;

export async function readSamples(url: string): Promise<Samples> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const spread = async (entity: string, behind: number) =>
      (await client.query<{ id: number; name_key: string }>(SPREAD, [entity, behind, COUNT])).rows;
    const { rows } = await client.query<{ id: number; entity_id: number }>(
      'select a.id, a.entity_id from entity_attr a join entity s on s.id = a.entity_id where s.name = $1 and a.name = $2',
      [LARGEST, SEARCHED],
    );
    const [searched] = rows;
    if (!searched) throw new Error(`The demo data has no attribute "${SEARCHED}" of "${LARGEST}".`);
    const entries = await spread(LARGEST, PAGE);
    const newest = await client.query<{ id: number }>('select max(id) as id from entry');
    return {
      entity: String(searched.entity_id),
      searched: { id: searched.id, name: SEARCHED },
      ids: entries.map(({ id }) => String(id)),
      cursors: entries.map(({ id, name_key: key }) => encodeCursor(key, id)),
      racks: (await spread('Rack', 0)).map(({ id }) => id),
      teams: (await spread('Team', 0)).map(({ id }) => id),
      newest: newest.rows[0]?.id ?? 0,
    };
  } finally {
    await client.end();
  }
}

function encodeCursor(key: string, id: number): string {
  return Buffer.from(JSON.stringify(['NAME,id', key, id])).toString('base64url');
}
