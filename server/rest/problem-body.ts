import type { RouteErrors } from 'pagoda-plugin-sdk';
import { ERROR_CODES, type Problem } from '../errors.ts';

/** What clients read of one problem. */
export interface Leaf {
  readonly message: string;
  readonly code: string;
}

export interface ProblemAnswer {
  readonly status: number;
  readonly body: unknown;
}

const WHOLE = 'non_field_errors';

/** The answer for what a caller did wrong, in one of the three shapes: a root object, a root list, or a map of fields. */
export function answerProblems(problems: readonly Problem[], errors: RouteErrors): ProblemAnswer {
  const root = problems.find((problem) => rootStatus(problem, errors) !== null);
  if (root) return { status: rootStatus(root, errors) ?? 400, body: leafOf(root) };
  const isAboutWhole = problems.every(({ path }) => path.length === 0);
  if (isAboutWhole && errors.whole === 'list') return { status: 400, body: problems.map(leafOf) };
  return { status: 400, body: renderMap(treeOf(problems), errors.positional ?? []) };
}

function leafOf({ code, message, restCode }: Problem): Leaf {
  return { message, code: restCode ?? ERROR_CODES[code].rest };
}

/** The status of a problem that is not about the body, and null for one that is: its status is then 400 whatever it is. */
function rootStatus({ code, path }: Problem, { address = ['id'] }: RouteErrors): number | null {
  const { status } = ERROR_CODES[code];
  if (status === 400) return null;
  const [field, ...deeper] = path;
  const isInBody = field !== undefined && (deeper.length > 0 || !address.includes(field));
  return code === 'NOT_FOUND' && isInBody ? null : status;
}

/** Problems by where they stand. */
interface Tree {
  readonly leaves: Leaf[];
  readonly children: Map<string, Tree>;
}

function treeOf(problems: readonly Problem[]): Tree {
  const root: Tree = { leaves: [], children: new Map() };
  for (const problem of problems) {
    // Plugins write for this door as they want to be read; services write for all doors.
    const path = problem.plugin === undefined ? problem.path.map(toSnakeCase) : problem.path;
    let tree = root;
    for (const part of path) tree = childOf(tree, part);
    tree.leaves.push(leafOf(problem));
  }
  return root;
}

function childOf(tree: Tree, part: string): Tree {
  const known = tree.children.get(part);
  if (known) return known;
  const child: Tree = { leaves: [], children: new Map() };
  tree.children.set(part, child);
  return child;
}

function renderMap({ leaves, children }: Tree, positional: readonly string[]): object {
  const whole = [...leaves, ...(children.get(WHOLE)?.leaves ?? [])];
  const fields = [...children]
    .filter(([name]) => name !== WHOLE)
    .map(([name, child]) => [name, renderField(name, child, positional)] as const);
  return Object.fromEntries(whole.length > 0 ? [[WHOLE, whole], ...fields] : fields);
}

function renderField(name: string, tree: Tree, positional: readonly string[]): unknown {
  if (tree.children.size === 0) return tree.leaves;
  const isPositional =
    positional.includes(name) && tree.leaves.length === 0 && [...tree.children.keys()].every(isIndex);
  return isPositional ? renderList(tree, positional) : renderMap(tree, positional);
}

function renderList({ children }: Tree, positional: readonly string[]): readonly unknown[] {
  const length = Math.max(...[...children.keys()].map(Number)) + 1;
  return Array.from({ length }, (_, index) => {
    const child = children.get(String(index));
    return child ? renderMap(child, positional) : {};
  });
}

/** Small enough to be a place in a list that somebody sent. */
function isIndex(part: string): boolean {
  return /^\d{1,5}$/.test(part);
}

function toSnakeCase(part: string): string {
  return part.replaceAll(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
