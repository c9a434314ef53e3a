import { DataAccessError, isPagodaError, type PagodaErrorName } from './exceptions.ts';
import type { ModelName } from './model-protocols.ts';

/** There is no such object, or none that the actor may see. The host throws it; catch it as `Entry.DoesNotExist`. */
export class DoesNotExist extends DataAccessError {
  static override readonly kind: PagodaErrorName = 'DoesNotExist';
  readonly model: ModelName;
  constructor(model: ModelName, message = `${model} matching query does not exist.`) {
    super(message);
    this.model = model;
  }
}

/** `get` found several objects. The host throws it; catch it as `Entry.MultipleObjectsReturned`. */
export class MultipleObjectsReturned extends DataAccessError {
  static override readonly kind: PagodaErrorName = 'MultipleObjectsReturned';
  readonly model: ModelName;
  constructor(model: ModelName, message = `get() returned more than one ${model}.`) {
    super(message);
    this.model = model;
  }
}

/** The errors of one model, for the right side of `instanceof`; it also knows those of another copy of the SDK. */
export interface ModelErrorClass {
  [Symbol.hasInstance](error: unknown): error is DataAccessError;
}

/** Makes what stands at `Entry.DoesNotExist`. */
export function modelErrorClass(model: ModelName, name: 'DoesNotExist' | 'MultipleObjectsReturned'): ModelErrorClass {
  return Object.freeze({
    [Symbol.hasInstance]: (error: unknown): error is DataAccessError =>
      isPagodaError(error, name) && Reflect.get(error, 'model') === model,
  });
}
