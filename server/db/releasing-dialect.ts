import { PostgresDialect, PostgresDriver, type PostgresDialectConfig, type TransactionSettings } from 'kysely';

/**
 * Kysely keeps the connection of a transaction whose begin or rollback fails, so each connection that PostgreSQL
 * drops in the middle of a transaction would be missing from the pool for good. This one gives it back.
 */
export class ReleasingDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;

  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): PostgresDriver {
    return new ReleasingDriver(this.#config);
  }
}

type Releasable = Parameters<PostgresDriver['releaseConnection']>[0];

class ReleasingDriver extends PostgresDriver {
  override beginTransaction(connection: Releasable, settings: TransactionSettings): Promise<void> {
    return this.#releaseOnFailure(connection, super.beginTransaction(connection, settings));
  }

  override rollbackTransaction(connection: Releasable): Promise<void> {
    return this.#releaseOnFailure(connection, super.rollbackTransaction(connection));
  }

  async #releaseOnFailure(connection: Releasable, step: Promise<void>): Promise<void> {
    try {
      await step;
    } catch (error) {
      await this.releaseConnection(connection);
      throw error;
    }
  }
}
