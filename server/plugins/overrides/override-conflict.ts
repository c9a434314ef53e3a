import type { OverrideOperation } from 'pagoda-plugin-sdk';

/** Two plugins are to take over the same operation on the same entity. The first stays. */
export class OverrideConflict extends Error {
  /** As the setting calls it. */
  readonly entity: string;
  readonly operation: OverrideOperation;
  readonly existingPlugin: string;
  readonly newPlugin: string;
  constructor(entity: string, operation: OverrideOperation, existingPlugin: string, newPlugin: string) {
    super(
      `entity ${entity}: ${operation} is overridden by the plugin "${existingPlugin}" already, so "${newPlugin}" cannot override it too`,
    );
    this.name = 'OverrideConflict';
    this.entity = entity;
    this.operation = operation;
    this.existingPlugin = existingPlugin;
    this.newPlugin = newPlugin;
  }
}
