import type { Context } from '../../../context.ts';
import { rejected } from '../../../errors.ts';
import { parseId } from '../../../parse-id.ts';
import { attributeTypeOfName } from '../../attribute/index.ts';
import type { JobFilter } from '../job.list.ts';

/** A number that no object has. */
const NOTHING = -1;

/** What the query of a list asks for; what is missing or empty lets all through. Throws `Rejected`. */
export function parseJobFilter(query: URLSearchParams, ctx: Context): JobFilter {
  return {
    allUsers: query.get('all_users')?.toLowerCase() === 'true',
    targetId: parseTarget(query.get('target_id') ?? ''),
    createdAfter: parseTime(query.get('created_after') ?? '', ctx.host.settings.timeZone),
  };
}

function parseTarget(text: string): number | null {
  const digits = text.trim();
  if (digits === '') return null;
  if (!/^[+-]?\d+$/.test(digits)) throw rejected('INVALID', 'A valid integer is required.', ['target_id']);
  return parseId(digits.replace(/^\+?0*(?=\d)/, '')) ?? NOTHING;
}

/** A time or a day; without an offset it is meant in the server's time zone. */
function parseTime(text: string, timeZone: string): Date | null {
  // A plus that a client did not encode arrives as a blank.
  const whole = text.trim().replace(/^(\S+T\S+) (\d\d:?\d\d)$/i, '$1+$2');
  const parsed = attributeTypeOfName('DATETIME').parse(whole, { choices: [], timeZone });
  const [wrong] = 'problems' in parsed ? parsed.problems : [];
  if (wrong) throw rejected('INVALID', wrong.message, ['created_after']);
  return 'value' in parsed && typeof parsed.value === 'string' ? new Date(parsed.value) : null;
}
