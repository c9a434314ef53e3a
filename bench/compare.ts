import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import { ask, type Contender } from './contender.ts';
import type { BenchQuery, Variables } from './queries.ts';

/** How many of a query's requests are compared. */
const COMPARED = 40;

/** Refuses to go on unless both servers answer, and write, the same. */
export async function compareAnswers(
  query: BenchQuery,
  pagoda: Contender,
  bare: Contender,
  url: string,
): Promise<void> {
  if (query.makeVariables) {
    await compareWrites(query, query.makeVariables, pagoda, bare, url);
    return;
  }
  const step = Math.max(1, Math.floor(query.variables.length / COMPARED));
  for (const variables of query.variables.filter((_, index) => index % step === 0)) {
    const answers = [await ask(pagoda, query, variables), await ask(bare, query, variables)];
    if (isDeepStrictEqual(answers[0], answers[1])) continue;
    throw new Error(describe(query, variables, answers));
  }
}

function describe(query: BenchQuery, variables: Variables, answers: readonly unknown[]): string {
  const [ours, theirs] = answers.map((answer) => JSON.stringify(answer));
  const at = [...(ours ?? '')].findIndex((character, index) => character !== theirs?.[index]);
  const from = Math.max(0, at - 100);
  return [
    `The servers answer ${query.name} differently for ${JSON.stringify(variables)}, so nothing is measured.`,
    `pagoda: …${ours?.slice(from, from + 300)}`,
    `bare:   …${theirs?.slice(from, from + 300)}`,
  ].join('\n');
}

// All rows of one entry, without ids and times.
const ROWS = `
  select e.entity_id, e.is_active, e.created_user_id, e.updated_user_id, e.deleted_name, e.created_time = e.updated_time as is_new,
    replace(e.name_key, lower(e.name), '') as name_key,
    (select jsonb_object_agg(key, value -> 1) from jsonb_each(e.doc)) as doc,
    (select count(*) from jsonb_each(e.doc) d join attribute a on a.id = (d.value -> 0)::int and a.entity_attr_id = d.key::int
      and a.entry_id = e.id) as held,
    (select jsonb_agg(jsonb_build_array(a.entity_attr_id, a.created_user_id, v.type, v.value, v.created_user_id) order by v.id)
      from attribute a join attribute_value v on v.attribute_id = a.id where a.entry_id = e.id) as versions,
    (select jsonb_agg(jsonb_build_array(r.entity_attr_id, r.target_id) order by 1) from entry_reference r where r.entry_id = e.id) as "references",
    (select jsonb_agg(jsonb_build_array(t.entity_attr_id, t.text) order by t.entity_attr_id, t.text) from entry_text t where t.entry_id = e.id) as texts
  from entry e where e.id = $1`;

async function compareWrites(
  query: BenchQuery,
  makeVariables: () => Variables,
  pagoda: Contender,
  bare: Contender,
  url: string,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { input } = makeVariables() as { readonly input: { readonly name: string } };
    const rows: unknown[] = [];
    for (const [index, contender] of [pagoda, bare].entries()) {
      const variables = { input: { ...input, name: input.name.replace('run1', `run${index + 2}`) } };
      const answer = (await ask(contender, query, variables)) as Created;
      const { entry, errors } = answer.createEntry;
      if (errors.length > 0 || !entry)
        throw new Error(`${contender.name} refused ${query.name}: ${JSON.stringify(errors)}`);
      rows.push((await client.query(ROWS, [entry.id])).rows);
    }
    if (!isDeepStrictEqual(rows[0], rows[1])) throw new Error(describe(query, { input }, rows));
  } finally {
    await client.end();
  }
}

interface Created {
  readonly createEntry: {
    readonly entry: { readonly id: string; readonly name: string } | null;
    readonly errors: readonly unknown[];
  };
}
