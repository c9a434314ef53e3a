export { followingHooks, tellOfChanges } from './hook-chain.ts';
export { pluginServices } from './plugin-services.ts';
