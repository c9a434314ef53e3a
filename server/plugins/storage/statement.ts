import { InterfaceError } from 'pagoda-plugin-sdk';

/** What a statement of a plugin may begin with. */
const ALLOWED = new Set([
  ...['select', 'insert', 'update', 'delete', 'merge', 'with', 'values', 'table'],
  ...['truncate', 'lock', 'refresh', 'analyze', 'explain'],
]);
const DEFINES = new Set(['create', 'alter', 'drop', 'comment', 'grant', 'revoke']);

const BLANK = /^(?:[\s;(]|--[^\n]*(?:\n|$))+/;
/** What would last longer than the statement, or change under whose rights it runs; and names that are written so that nobody sees them. */
const LASTING =
  /\bset_config\b|\bpg_settings\b|\bpg_(?:try_)?advisory_lock(?:_shared)?\b|\bu&"|\binto\s+(?:local\s+|global\s+)?temp(?:orary)?\b/i;

/** Throws an `InterfaceError` for a statement that would reach beyond itself. That it is one, PostgreSQL sees to. */
export function requireStatement(text: string): void {
  const [word = ''] = /^[a-z]*/i.exec(skipBlank(text)) ?? [];
  const first = word.toLowerCase();
  if (DEFINES.has(first))
    throw new InterfaceError(`ctx.sql does not run ${word.toUpperCase()}: tables are made in migrations`);
  if (!ALLOWED.has(first)) {
    throw new InterfaceError(
      first === ''
        ? 'ctx.sql was given no statement'
        : `ctx.sql does not run ${word.toUpperCase()}: it would reach beyond this one statement. For several as a whole there is ctx.transaction`,
    );
  }
  const [lasting] = LASTING.exec(text) ?? [];
  if (lasting !== undefined) {
    throw new InterfaceError(`ctx.sql runs no statement with "${lasting}": it would last longer than the statement`);
  }
}

/** Without comments, brackets and the like at its beginning. Comments of SQL nest. */
function skipBlank(text: string): string {
  let rest = text.replace(BLANK, '');
  while (rest.startsWith('/*')) rest = rest.slice(endOfComment(rest)).replace(BLANK, '');
  return rest;
}

function endOfComment(text: string): number {
  let depth = 0;
  for (const { 0: mark, index } of text.matchAll(/\/\*|\*\//g)) {
    depth += mark === '/*' ? 1 : -1;
    if (depth === 0) return index + 2;
  }
  return text.length;
}
