import type { Place } from './field-errors.ts';
import { FieldInfo } from './field-info.ts';
import { isPromise, type Later } from './later.ts';
import type { FieldPlan } from './plan.ts';
import type { Run } from './run.ts';

export type Data = Record<string, unknown>;

/** Makes the answer to one object of the plan that it was compiled from. */
export type CompiledObject = (run: Run, source: object, path: Place) => Later<Data>;

/** What the interpreter has for both ways. */
export interface ObjectSteps {
  readonly finish: (run: Run, field: FieldPlan, value: unknown, path: Place) => unknown;
  readonly fail: (run: Run, field: FieldPlan, error: unknown, path: Place) => null;
  readonly settle: (data: Data, keys: readonly string[]) => Promise<Data>;
  readonly giveUp: (error: unknown, begun: readonly unknown[]) => Promise<never>;
}

const NAME = /^[_A-Za-z]\w*$/;

/**
 * Writes as one function what the interpreter does in a loop, so that V8 knows the shapes of the source and of the answer and which
 * resolvers there are. Of what a client sends nothing gets into the code but names that GraphQL allows.
 */
export function compileObject(fields: readonly FieldPlan[], steps: ObjectSteps): CompiledObject {
  const numbered = (word: string) => fields.map((_, index) => `${word}${index}`);
  const code = `'use strict';
    const { finish, fail, settle, giveUp, isPromise, FieldInfo } = parts;
    const [${numbered('field').join()}] = fields;
    const [${numbered('resolve').join()}] = fields.map(({ resolve }) => resolve);
    return (run, source, path) => {
      let ${['keys', 'begun', ...numbered('value')].join()};
      const wait = (key, value) => { (keys ??= []).push(key); (begun ??= []).push(value); };
      try {${fields.map(codeOfField).join('')}
      } catch (error) {
        if (!begun) throw error;
        return giveUp(error, begun);
      }
      const data = { ${fields.map(({ key }, index) => `${checked(key)}: value${index}`).join(', ')} };
      return keys ? settle(data, keys) : data;
    };`;
  // oxlint-disable-next-line no-implied-eval, no-new-func -- this is the compiler
  const make = new Function('fields', 'parts', code) as (fields: readonly FieldPlan[], parts: object) => CompiledObject;
  return make(fields, { ...steps, isPromise, FieldInfo });
}

function codeOfField({ key, name, constant, resolve, type }: FieldPlan, index: number): string {
  const field = `field${index}`;
  const value = `value${index}`;
  if (constant !== undefined) return `\n        ${value} = ${JSON.stringify(constant)};`;
  const how = `run.argumentsOf(${field}), run.context, new FieldInfo(run, ${field}, path)`;
  const read = resolve
    ? `${value} = resolve${index}(source, ${how});`
    : `${value} = source.${checked(name)};
          if (typeof ${value} === 'function') ${value} = ${value}.call(source, ${how});`;
  const unlessPassing = type.kind === 'leaf' && type.passes ? `if (typeof ${value} !== '${type.passes}') ` : '';
  return `
        try {
          ${read}
          ${unlessPassing}${value} = finish(run, ${field}, ${value}, path);
        } catch (error) {
          ${value} = fail(run, ${field}, error, path);
        }
        ${unlessPassing}if (isPromise(${value})) wait('${checked(key)}', ${value});`;
}

function checked(name: string): string {
  if (!NAME.test(name)) throw new Error(`"${name}" is no name in GraphQL.`);
  return name;
}
