export const userResolvers = {};
