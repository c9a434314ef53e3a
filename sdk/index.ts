export * from './errors.ts';
export * from './hooks.ts';
export * from './models.ts';
export * from './registration.ts';
