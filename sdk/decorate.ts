import { PluginValidationError } from './exceptions.ts';

// A standard decorator of a method.
export type MethodDecorator<Method> = <This>(
  method: (this: This, ...args: Parameters<Extract<Method, (...args: never[]) => unknown>>) => ReturnTypeOf<Method>,
  context: ClassMethodDecoratorContext<This>,
) => void;

type ReturnTypeOf<Method> = Method extends (...args: never[]) => infer Result ? Result : never;

// Runs for every instance of the class whose method is decorated. Throws when the compiler made legacy decorators, or what is
// decorated is no method of instances.
export function decorate(
  name: string,
  register: (instance: object, call: (...args: readonly unknown[]) => unknown) => void,
): (method: unknown, context: unknown) => void {
  return (_method, context) => {
    if (!isMethodContext(context)) throw new PluginValidationError(whyNoMethod(name, context));
    context.addInitializer(function (this: object) {
      register(this, (...args) => Reflect.apply(context.access.get(this), this, args));
    });
  };
}

/** The part of a standard decorator's second argument that is used. */
interface MethodContext {
  readonly access: { get(instance: object): (...args: readonly unknown[]) => unknown };
  addInitializer(initializer: (this: object) => void): void;
}

function isMethodContext(context: unknown): context is MethodContext {
  return (
    typeof context === 'object' && context !== null && Reflect.get(context, 'kind') === 'method' && !isStatic(context)
  );
}

function isStatic(context: object): boolean {
  return Reflect.get(context, 'static') === true;
}

function whyNoMethod(name: string, context: unknown): string {
  if (typeof context === 'object' && context !== null && 'kind' in context) {
    return `${name} decorates methods of instances, and "${String(Reflect.get(context, 'name'))}" is none`;
  }
  return (
    `${name} was called as a legacy decorator. Remove "experimentalDecorators" from the compilerOptions of your ` +
    `tsconfig.json (or set it to false), or write ${name}(…, handler) into \`hooks\` or \`overrides\``
  );
}
