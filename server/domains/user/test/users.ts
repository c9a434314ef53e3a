import { query } from '../../../db/index.ts';
import type { TestApp } from '../../../test/app.ts';
import { makeMutate } from '../../../test/mutate.ts';

type Id = string | number;

const USER =
  'user { id username email isActive isSuperuser isReadonly tokenLifetime parentUser { username } groups { isDirect } roles { isAdmin } }';

/** What tests do with users and look up of them. */
export function makeUsers({ app, graphql }: Pick<TestApp, 'app' | 'graphql'>) {
  const mutate = makeMutate({ graphql });
  const run = async <Row>(text: string, values: readonly unknown[] = []) =>
    query<Row>((await app.contextFor(null)).em, text, values);
  return {
    run,
    change: (name: string, input: object, token?: string | null, selected = USER) =>
      mutate(name, input, selected, token),
    passwordHashOf: async (id: Id) =>
      (await run<{ hash: string }>('select password_hash as hash from "user" where id = $1', [Number(id)]))[0]?.hash ??
      '',
    countOf: async (table: 'token' | 'session', id: Id) =>
      Number((await run<{ n: number }>(`select count(*) as n from ${table} where user_id = $1`, [Number(id)]))[0]?.n),
    logIn: (id: Id) =>
      run(
        `insert into session (user_id, hash, expires_time) values ($1, sha256(random()::text::bytea), now() + interval '1 day')`,
        [Number(id)],
      ),
    statusOf: async (token: string) => (await graphql('{ me { id } }', {}, token)).status,
  };
}
