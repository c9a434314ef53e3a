import { isValidationError, type HookName } from 'pagoda-plugin-sdk';
import { kindOf, whyNoValue } from './sample-attributes.ts';

/** Why a hook cannot use what a handler returned for one payload, or null. The server looks at the same things. */
export function whyUnusable(hook: HookName, returned: unknown): string | null {
  if (returned === undefined || returned === null) return null;
  if (hook.endsWith('.get_attrs')) return whyNoList(returned);
  if (/\.before_(create|update)$/.test(hook)) return whyNoData(returned);
  return `it returns ${kindOf(returned)}, which nobody reads: this hook changes nothing`;
}

/** The same for a batch. */
export function whyUnusableBatch(hook: HookName, size: number, returned: unknown): string | null {
  if (returned === undefined || returned === null) return null;
  const takes = hook === 'entry.validate' || /\.(get_attrs|before_(create|update))$/.test(hook);
  if (!takes) return whyUnusable(hook, returned);
  if (!Array.isArray(returned)) return `it returns ${kindOf(returned)} for a batch, where a list is expected`;
  if (returned.length !== size) return `it returns a list of ${returned.length} results for a batch of ${size}`;
  return returned.map((one) => whyWrongElement(hook, one)).find((cause) => cause !== null) ?? null;
}

function whyWrongElement(hook: HookName, element: unknown): string | null {
  if (hook !== 'entry.validate' || isValidationError(element))
    return hook === 'entry.validate' ? null : whyUnusable(hook, element);
  return element === undefined || element === null
    ? null
    : `it returns ${kindOf(element)} in its list, where a ValidationError or nothing is expected`;
}

function whyNoData(value: unknown): string | null {
  if (!isRecord(value)) return `it returns ${kindOf(value)}, where the changed data or nothing is expected`;
  const { name, attrs } = value;
  if (name !== undefined && typeof name !== 'string') return `it returns ${kindOf(name)} as \`name\``;
  if (attrs === undefined || attrs === null) return null;
  return Array.isArray(attrs) && attrs.every(isRecord) ? null : 'it returns `attrs` that are no list of objects';
}

function whyNoList(value: unknown): string | null {
  if (!Array.isArray(value)) return `it returns ${kindOf(value)}, where a list of attributes or nothing is expected`;
  for (const attr of value) {
    if (!isRecord(attr)) return `it returns a list with ${kindOf(attr)}, where attributes are expected`;
    const { name, type, value: own = null } = attr;
    if (typeof name !== 'string' || name === '') return 'it returns an attribute without a name';
    const cause = typeof type === 'number' ? whyNoValue(type, own) : 'it has no code of a type as `type`';
    if (cause !== null) return `it returns an unusable attribute "${name}": ${cause}`;
  }
  return null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
