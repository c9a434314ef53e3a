import { createReadStream } from 'node:fs';
import type { Transform } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';
import { findErrorCode } from '../../error-code.ts';
import { Failure } from '../terminal.ts';

/** The lines of a dump, one after the other. `onBytes` learns how much of the file was read. */
export async function* readDumpLines(file: string, onBytes?: (bytes: number) => void): AsyncGenerator<string> {
  const source = createReadStream(file);
  const text = createGunzip();
  source.on('error', (error) => text.destroy(error));
  source.pipe(text);
  try {
    yield* splitLines(text, () => onBytes?.(source.bytesRead));
  } catch (error) {
    throw translate(error, file);
  } finally {
    source.destroy();
    text.destroy();
  }
}

async function* splitLines(stream: Transform, onChunk: () => void): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + decoder.write(chunk as Buffer)).split('\n');
    rest = lines.pop() ?? '';
    onChunk();
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function translate(error: unknown, file: string): unknown {
  const code = findErrorCode(error);
  if (code === 'ENOENT') return new Failure(`There is no file ${file}.`, { cause: error });
  if (code === 'Z_BUF_ERROR')
    return new Failure(`${file} was cut off: its end is missing. Make the dump again.`, { cause: error });
  if (code === 'Z_DATA_ERROR') return new Failure(`${file} is no dump, or it was damaged.`, { cause: error });
  return error;
}
