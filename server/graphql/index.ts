export { assembleSchema, printSortedSchema, SchemaRefused } from './assemble-schema.ts';
export { findUndescribed } from './descriptions.ts';
export { EventSource, SubscriberTooSlow } from './event-source.ts';
export { type ExecutorName, HotSchema } from './hot-schema.ts';
export { type Call, Selection, selection } from './look-ahead.ts';
export { mutation } from './mutation.ts';
export { connectionResolvers, edgeResolvers, type PageEdge } from './page-resolvers.ts';
export { readSdl } from './read-sdl.ts';
export { rootRegistration } from './root.registration.ts';
