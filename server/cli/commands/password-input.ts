import { text } from 'node:stream/consumers';
import { password } from '@inquirer/prompts';
import { Failure } from '../terminal.ts';

/** The password that another program writes to stdin, without the end of its line. */
export async function readPassword(): Promise<string> {
  const secret = (await text(process.stdin)).replace(/\r?\n$/, '');
  if (secret === '') throw new Failure('There was no password on stdin.');
  return secret;
}

/** Asks twice, unless nothing is given. */
export async function askForPassword(message: string): Promise<string> {
  const io = { output: process.stderr };
  const secret = await password({ message, mask: true }, io);
  const isSame = (again: string) => again === secret || 'That is not the same password.';
  if (secret !== '') await password({ message: 'The same again', mask: true, validate: isSame }, io);
  return secret;
}
