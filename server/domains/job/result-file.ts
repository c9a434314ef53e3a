import { shown } from './job-arguments.ts';

export interface ResultFile {
  /** As it is called when it is downloaded. */
  readonly name: string;
  /** Such as `text/csv; charset=utf-8`. */
  readonly contentType: string;
}

const MAX_NAME = 255;
const UNKNOWN_TYPE = 'application/octet-stream';
const MEDIA_TYPE = /^[\w.+-]+\/[\w.+-]+(\s*;[\x20-\x7e]*)?$/;

/**
 * A name that can be stored, sent and made a file of, and a media type: as every door tells them. What is neither is mended.
 *
 * @throws TypeError for what is no text.
 */
export function fileOf(given: unknown): ResultFile {
  const [name, contentType] = ['name', 'contentType'].map((key) => {
    const value: unknown = Reflect.get(Object(given), key);
    if (typeof value === 'string') return value;
    throw new TypeError(
      `job.storeResult: \`${key}\` of the file is ${shown(value)}; give { name, contentType }, both texts`,
    );
  }) as [string, string];
  return { name: safeName(name), contentType: MEDIA_TYPE.test(contentType) ? contentType : UNKNOWN_TYPE };
}

/** It leads out of no folder, and says nothing to terminals. The end stays when it is cut: it has the kind of file. */
function safeName(name: string): string {
  const safe = name.toWellFormed().replaceAll(/[/\\\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '_') || 'result';
  const letters = [...safe];
  if (letters.length <= MAX_NAME) return safe;
  const end = /\.\w{1,10}$/.exec(safe)?.[0] ?? '';
  return letters.slice(0, MAX_NAME - end.length).join('') + end;
}
