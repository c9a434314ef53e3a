export * from './errors.ts';
export * from './hook-batches.ts';
export * from './hook-names.ts';
export * from './hook-payloads.ts';
export * from './hooks.ts';
export * from './models.ts';
export * from './registration.ts';
export * from './route.ts';
