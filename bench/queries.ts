import type { Request } from 'autocannon';
import type { Samples } from './samples.ts';

/** One operation, as both servers are asked for it. */
export interface BenchQuery {
  readonly name: string;
  readonly title: string;
  readonly document: string;
  /** One request for each; they follow each other, and begin again. */
  readonly variables: readonly Variables[];
  /** Where a write takes its variables from instead: different ones for each request. */
  readonly makeVariables?: () => Variables;
  readonly bare: (variables: Variables) => Request;
  /** At most so many statements per request. */
  readonly statements: number | null;
  /** At least so much of the bare server's requests per second. */
  readonly ratio: number | null;
}

export type Variables = Readonly<Record<string, unknown>>;

const VALUE = `
  fragment Value on AttributeValue {
    ... on StringValue { string }
    ... on TextValue { text }
    ... on BooleanValue { boolean }
    ... on NumberValue { number }
    ... on DateValue { date }
    ... on DateTimeValue { dateTime }
    ... on SelectValue { option { value label } }
    ... on EntryValue { entry { ...Referred } }
    ... on NamedEntryValue { name entry { ...Referred } }
    ... on GroupValue { group { id name } }
    ... on RoleValue { role { id name } }
    ... on StringListValue { strings }
    ... on NumberListValue { numbers }
    ... on SelectListValue { options { value label } }
    ... on EntryListValue { entries { ...Referred } }
    ... on NamedEntryListValue { items { name boolean entry { ...Referred } } }
    ... on GroupListValue { groups { id name } }
    ... on RoleListValue { roles { id name } }
  }`;

const NAMES = `${VALUE}
  fragment Referred on Entry { id name }`;

const DEEP = `${VALUE}
  fragment Referred on Entry { id name attrs { name type value { ...Name } } }
  ${VALUE.replace('fragment Value', 'fragment Name').replaceAll('...Referred', 'id name')}`;

const PAGE_INFO = 'pageInfo { hasNextPage endCursor }';

const ENTRY = `query Entry($id: ID!) {
  entry(id: $id) { id name attrs { name type value { ...Value } } }
}`;

const pageOf = (first: number) => `query Page($entity: ID!, $after: String) {
  entries(entity: $entity, first: ${first}, after: $after) { nodes { id name attrs { name type value { ...Value } } } ${PAGE_INFO} }
}`;

const SEARCH = `query Search($entity: ID!, $attr: String!, $contains: String!) {
  entries(entity: $entity, first: 30, filter: { attrs: [{ attr: $attr, contains: $contains }] }) {
    totalCount nodes { id name } ${PAGE_INFO}
  }
}`;

const CREATE = `mutation Create($input: CreateEntryInput!) {
  createEntry(input: $input) { entry { id name } errors { code message path } }
}`;

/** Parts of the remarks of the demo data; those of one list are as frequent as those of the other. */
const ENGLISH = ['replaced', 'ticket', 'disk', 'decommission', 'planned', 'with rack'];
const JAPANESE = ['交換', '作業票', 'ディスク', '撤去', '撤去予定', '一緒に'];

/** The bare server asks nobody who may see what. */
const READ_RATIO = 0.45;

export function makeQueries(samples: Samples): readonly BenchQuery[] {
  const { entity, searched, cursors } = samples;
  const pages = cursors.map((after) => ({ entity, after }));
  const search = { document: SEARCH, statements: 4, ratio: READ_RATIO };
  const searchFor = (texts: readonly string[]) => texts.map((contains) => ({ entity, attr: searched.name, contains }));
  const bareSearch = ({ contains }: Variables) => get('/search', { entity, attr: searched.id, first: 30, contains });
  return [
    {
      name: 'q1',
      title: 'one entry with all attributes and the names they refer to',
      document: ENTRY + NAMES,
      variables: samples.ids.map((id) => ({ id })),
      bare: (variables) => get('/entry', variables),
      statements: 3,
      ratio: READ_RATIO,
    },
    {
      name: 'q2',
      title: 'a page of 100 entries with the same',
      document: pageOf(100) + NAMES,
      variables: pages,
      bare: (variables) => get('/page', { ...variables, first: 100 }),
      statements: 4,
      ratio: READ_RATIO,
    },
    {
      name: 'q3',
      title: 'a page of 30 entries with referred entries two levels deep',
      document: pageOf(30) + DEEP,
      variables: pages,
      bare: (variables) => get('/deep-page', { ...variables, first: 30 }),
      statements: 6,
      ratio: READ_RATIO,
    },
    {
      ...search,
      name: 'q4',
      title: 'filter by a substring of one attribute, with the total count',
      variables: searchFor(ENGLISH),
      bare: bareSearch,
    },
    {
      ...search,
      name: 'q4j',
      title: 'the same with a Japanese substring',
      variables: searchFor(JAPANESE),
      bare: bareSearch,
    },
    {
      name: 'q6',
      title: '{ __typename }',
      document: '{ __typename }',
      variables: [{}],
      bare: () => get('/nothing', {}),
      statements: null,
      ratio: null,
    },
    makeCreate(samples),
  ];
}

/** Last, because the database grows by it. */
function makeCreate({ entity, racks, teams, newest }: Samples): BenchQuery {
  let count = 0;
  const makeVariables = () => {
    count += 1;
    return {
      input: {
        entity,
        name: `bench-run1-${newest}${String(count).padStart(7, '0')}`,
        attrs: makeAttrs(count, racks, teams),
      },
    };
  };
  return {
    name: 'q5',
    title: 'create an entry with 10 attributes',
    document: CREATE,
    variables: [],
    makeVariables,
    bare: ({ input }) => ({
      method: 'POST',
      path: '/create',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...(input as object), entity: Number(entity) }),
    }),
    statements: 10,
    ratio: READ_RATIO,
  };
}

function makeAttrs(index: number, racks: readonly number[], teams: readonly number[]) {
  const values = {
    rack: racks[index % racks.length],
    unit: 1 + (index % 48),
    serial: `BENCH${index}`,
    stage: index % 3 === 0 ? 'staging' : 'production',
    tags: ['ssd', 'gpu'],
    memory: 2 ** (5 + (index % 6)),
    monitored: index % 2 === 0,
    installed: `2025-0${1 + (index % 9)}-15`,
    owner: { name: 'operation', id: teams[index % teams.length] },
    remark: `Created by the benchmark, number ${index}. 性能試験。`,
  };
  return Object.entries(values).map(([attr, value]) => ({ attr, value }));
}

function get(path: string, query: Variables): Request {
  const text = new URLSearchParams(
    Object.entries(query).map(([key, value]): [string, string] => [key, String(value)]),
  ).toString();
  return { method: 'GET', path: text ? `${path}?${text}` : path };
}
