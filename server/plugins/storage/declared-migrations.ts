import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Plugin, PluginMigration } from 'pagoda-plugin-sdk';
import { causeOf } from '../hook-failure.ts';

/** A migration as it is compared with what ran. */
export interface DeclaredMigration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** A migration cannot run or did not run; the message names it. */
export class MigrationRefused extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MigrationRefused';
  }
}

/** Throws `MigrationRefused` for a list that cannot be right. A plugin is checked code, but of another copy of the SDK. */
export function readMigrations({ migrations }: Plugin): readonly DeclaredMigration[] {
  if (!Array.isArray(migrations)) throw new MigrationRefused('its migrations are no list');
  const read = migrations.map((migration: PluginMigration, index) => readMigration(migration, index));
  const twice = read.find(({ name }, index) => read.findIndex((other) => other.name === name) < index);
  if (twice) throw new MigrationRefused(`two of its migrations are called ${twice.name}`);
  return read;
}

function readMigration(migration: unknown, index: number): DeclaredMigration {
  const { name, sql } = Object(migration) as Partial<PluginMigration>;
  if (typeof name !== 'string' || !/^[\w.-]{1,100}$/.test(name)) {
    throw new MigrationRefused(
      `the name ${JSON.stringify(name)} of its migration ${index + 1} is not made of up to 100 letters, digits, "-", "_" and "."`,
    );
  }
  const text = sql instanceof URL ? readSql(name, sql) : sql;
  if (typeof text !== 'string' || text.trim() === '') throw new MigrationRefused(`migration ${name} has no SQL`);
  // Tools for versions may change the ends of lines.
  const lasting = text.replaceAll('\r\n', '\n').trim();
  return { name, sql: text, checksum: createHash('sha256').update(lasting).digest('hex') };
}

function readSql(name: string, address: URL): string {
  try {
    return readFileSync(address, 'utf8');
  } catch (error) {
    throw new MigrationRefused(`migration ${name} cannot be read: ${causeOf(error)}`, { cause: error });
  }
}

/** What ran in this database, in that order. */
export interface AppliedMigration {
  readonly name: string;
  readonly checksum: string;
}

/** Those that are still to run. Throws `MigrationRefused` where what ran is not how the list begins. */
export function pendingMigrations(
  declared: readonly DeclaredMigration[],
  applied: readonly AppliedMigration[],
): readonly DeclaredMigration[] {
  for (const [index, { name, checksum }] of applied.entries()) {
    const own = declared.find((one) => one.name === name);
    if (!own) {
      throw new MigrationRefused(
        `migration ${name} ran in this database and is missing. A newer version of the plugin made these tables: install that one`,
      );
    }
    if (own.checksum !== checksum) {
      throw new MigrationRefused(
        `migration ${name} ran in this database and was changed since. Put it back as it was, and add another one for the change`,
      );
    }
    const here = declared[index];
    if (here?.name !== name) {
      throw new MigrationRefused(
        `migration ${here?.name} stands before ${name}, which ran in this database already. New ones go to the end of the list`,
      );
    }
  }
  return declared.slice(applied.length);
}
