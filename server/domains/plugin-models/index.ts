export { followingHooks, tellOfChanges } from './hook-chain.ts';
export { findCulprit, pluginServices } from './plugin-services.ts';
