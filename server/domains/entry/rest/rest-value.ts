/** The values of attributes as REST writes them: an object with one key that says which form it is. */
import type { Context } from '../../../context.ts';
import { restInstant, type RenderedValue } from '../../attribute/index.ts';
import { groupLoader } from '../../group/index.ts';
import { roleLoader } from '../../role/index.ts';
import type { AttributeView } from '../attribute-view.ts';
import { restObject } from './rest-object.ts';

type Rendered<N extends RenderedValue['__typename']> = Extract<RenderedValue, { __typename: N }>;

const NO_OPTIONS = { choices: [], timeZone: 'UTC' };

/** Without a promise: what it refers to must be known. What the caller may not see looks as if there was no value. */
export function restValue(ctx: Context, view: AttributeView): Readonly<Record<string, unknown>> {
  const { type, isReadable } = view;
  const rendered = type.render(isReadable ? view.value : type.emptyValue, view.attr ?? NO_OPTIONS);
  return rendered === null ? nothing(view) : something(ctx, view, rendered);
}

/** Clients tell an attribute that was emptied from one that never had a value. */
function nothing({ type, id }: AttributeView): Readonly<Record<string, unknown>> {
  switch (type.name) {
    case 'DATE':
    case 'DATETIME':
      return { as_string: id === null ? null : '' };
    case 'GROUP':
      return id === null ? { as_group: null } : {};
    case 'ROLE':
      return id === null ? { as_role: null } : {};
    case 'SELECT':
      return { as_select: null };
    case 'OBJECT':
      return { as_object: null };
    case 'NUMBER':
      return { as_number: null };
    case 'BOOLEAN':
      return { as_boolean: false };
    case 'STRING':
    case 'TEXT':
      return { as_string: '' };
    default:
      return {};
  }
}

function something(ctx: Context, view: AttributeView, value: RenderedValue): Readonly<Record<string, unknown>> {
  switch (value.__typename) {
    case 'StringValue':
      return { as_string: value.string };
    case 'TextValue':
      return { as_string: value.text };
    case 'BooleanValue':
      return { as_boolean: value.boolean };
    case 'NumberValue':
      return { as_number: value.number };
    case 'DateValue':
      return { as_string: value.date };
    case 'DateTimeValue':
      return { as_string: restInstant(value.dateTime) };
    case 'SelectValue':
      return { as_select: restChoice(view, value.option) };
    case 'SelectListValue':
      return { as_multi_select: value.options.map((option) => restChoice(view, option)) };
    case 'StringListValue':
      return { as_array_string: value.strings };
    case 'NumberListValue':
      return { as_array_number: value.numbers };
    case 'EntryValue':
      return { as_object: restObject(ctx, view, value.entryId) };
    case 'EntryListValue':
      return { as_array_object: value.entryIds.flatMap((id) => restObject(ctx, view, id) ?? []) };
    case 'NamedEntryValue':
      return restNamed(ctx, view, value);
    case 'NamedEntryListValue':
      return { as_array_named_object: restNamedList(ctx, view, value) };
    case 'GroupValue': {
      const group = groupLoader(ctx).peek(value.groupId);
      return group ? { as_group: { id: group.id, name: group.name } } : {};
    }
    case 'RoleValue': {
      const role = roleLoader(ctx).peek(value.roleId);
      return role ? { as_role: { id: role.id, name: role.name } } : {};
    }
    case 'GroupListValue':
      return { as_array_group: value.groupIds.flatMap((id) => named(groupLoader(ctx).peek(id))) };
    case 'RoleListValue':
      return { as_array_role: value.roleIds.flatMap((id) => named(roleLoader(ctx).peek(id))) };
  }
}

function named(row: { readonly id: number; readonly name: string } | null | undefined) {
  return row ? [{ id: row.id, name: row.name }] : [];
}

/** One that is no longer offered has lost its label. */
function restChoice({ attr }: AttributeView, { value, label }: Rendered<'SelectValue'>['option']) {
  const isOffered = attr?.choices.some((choice) => choice.value === value) ?? false;
  return { value, label: isOffered ? label : '(deleted choice)' };
}

function restNamed(ctx: Context, view: AttributeView, { name, entryId }: Rendered<'NamedEntryValue'>) {
  if (view.type.name === 'NAMED_OBJECT_BOOLEAN') return {};
  return { as_named_object: { name, object: entryId === null ? null : restObject(ctx, view, entryId) } };
}

/** An element whose entry is gone goes with it; one that never had an entry stays. */
function restNamedList(ctx: Context, view: AttributeView, { items }: Rendered<'NamedEntryListValue'>) {
  return items.flatMap(({ name, boolean, entryId }) => {
    const object = entryId === null ? null : restObject(ctx, view, entryId);
    if (entryId !== null && object === null) return [];
    return [boolean === null ? { name, object } : { name, object, boolean }];
  });
}
