import type { TrustWorld } from '../world.ts';
import type { BadInput } from './bad-input.ts';
import { badDocuments } from './documents.ts';
import { badHttp } from './http.ts';
import { badIds } from './ids.ts';
import { beyondLimits } from './limits.ts';
import { badLists } from './lists.ts';
import { badNames } from './names.ts';
import { badRequests } from './requests.ts';
import { badRest } from './rest.ts';
import { badTokens } from './tokens.ts';
import { badValues } from './values.ts';

/** Everything that must be refused, by where it is wrong. */
export function listBadInputs(world: TrustWorld): Readonly<Record<string, readonly BadInput[]>> {
  return {
    'a request': badRequests,
    'a document': badDocuments,
    'what a request may ask for': beyondLimits,
    HTTP: badHttp,
    'an address of REST': badRest(world),
    'who asks': badTokens(world),
    'a value': badValues(world),
    'a name': badNames(world),
    'an id': badIds(world),
    'a list': badLists(world),
  };
}

export { KNOWN_CODES, readRefusal, type Refusal } from './answer.ts';
export type { BadInput } from './bad-input.ts';
export { send } from './send.ts';
