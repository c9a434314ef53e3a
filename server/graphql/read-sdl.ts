import { readFileSync } from 'node:fs';

const SCHEMA_FOLDER = new URL('../../schema/', import.meta.url);

/** The SDL of one noun, for its registration. */
export function readSdl(file: string): string {
  return readFileSync(new URL(file, SCHEMA_FOLDER), 'utf8');
}
