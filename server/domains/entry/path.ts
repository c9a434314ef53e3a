/** Where in an input something stands. */
export type Path = readonly (string | number)[];
