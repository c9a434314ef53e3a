export const entityResolvers = {};
