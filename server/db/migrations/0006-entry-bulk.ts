import { Migration } from '@mikro-orm/migrations';

/** What jobs over many entries have to do, and how far they came. Nothing newer than PostgreSQL 15. */
export class EntryBulk extends Migration {
  override up(): void {
    // A row is settled in the transaction that writes its entry: whoever takes a job over goes on where the last commit stands.
    this.addSql(`
      create table entry_bulk_row (
        job_id integer not null references job on delete cascade,
        index integer not null,
        input jsonb,
        entry_id integer,
        problems jsonb,
        primary key (job_id, index),
        check (entry_id is null or problems is null)
      )`);
    this.addSql(
      'create index entry_bulk_row_open on entry_bulk_row (job_id, index) where entry_id is null and problems is null',
    );
  }
}
