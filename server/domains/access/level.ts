/** How much somebody may do with an object. A higher level includes the lower ones. The numbers are those of REST and of the database. */
export const LEVELS = { NOTHING: 1, READABLE: 2, WRITABLE: 4, FULL: 8 } as const;

export type LevelName = keyof typeof LEVELS;
export type Level = (typeof LEVELS)[LevelName];

export const { NOTHING, READABLE, WRITABLE, FULL } = LEVELS;

const NAMES = new Map<number, LevelName>(Object.entries(LEVELS).map(([name, level]) => [level, name as LevelName]));

export function levelName(level: Level): LevelName {
  return NAMES.get(level) ?? 'NOTHING';
}
