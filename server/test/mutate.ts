import type { TestApp } from './app.ts';

interface Payload {
  readonly errors: readonly { readonly code: string; readonly path: readonly string[] }[];
}

/** Makes what sends one mutation with its input, given as an object, and answers with its payload. */
export function makeMutate({ graphql }: Pick<TestApp, 'graphql'>) {
  // What a payload holds is what the tests are about.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  return async (name: string, input: object, selected: string, token?: string | null): Promise<any> => {
    const type = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input!`;
    const text = `mutation ($input: ${type}) { ${name}(input: $input) { ${selected} errors { code message path } } }`;
    const answer = await graphql(text, { input }, token);
    if (!answer.data) throw new Error(JSON.stringify(answer.errors));
    return answer.data[name];
  };
}

/** The codes of what was wrong, each with its path. */
export function problemsOf({ errors }: Payload): string[] {
  return errors.map(({ code, path }) => [code, ...path].join(' '));
}
