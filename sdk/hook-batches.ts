import type { ValidationError } from './errors.ts';
import type { GetAttrsHookName, HookName } from './hook-names.ts';
import type { AttrInfo, ChangingHookName, HookPayloads, HookResults } from './hook-payloads.ts';
import type { EntityView, EntryView } from './views.ts';

/** The get_attrs payloads of a whole page. `attrinfos[i]` belongs to `entries[i]`, or to `entities[i]`. */
export interface GetAttrsBatches {
  'entry.get_attrs': {
    entries: readonly EntryView[];
    attrinfos: AttrInfo[][];
    /** True when one entry is read, false for a list. */
    isRetrieve: boolean;
  };
  'entity.get_attrs': { entities: readonly EntityView[]; attrinfos: AttrInfo[][] };
}

/** What a handler with `batch: true` gets: one call for a whole operation, whether that is about one entry or a thousand. */
export type HookBatch<N extends HookName> = N extends GetAttrsHookName
  ? GetAttrsBatches[N]
  : { readonly items: readonly HookPayloads[N][] };

/**
 * What a handler with `batch: true` may return: a list as long as the one it got, with nothing where an element stays as it
 * is. Handlers of `entry.validate` say in it which elements they refuse; throwing refuses the operation as a whole.
 */
export type HookBatchResult<N extends HookName> = N extends ChangingHookName
  ? readonly (HookResults[N] | null | undefined)[]
  : N extends 'entry.validate'
    ? readonly (ValidationError | null | undefined)[]
    : never;
