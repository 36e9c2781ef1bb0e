/** What is wrong with RETENTION_DAYS, for who sets the desk up. The setting's name goes before each. */
export const say = {
  unknownClass: ({ name, classes }: { name: string; classes: readonly string[] }) =>
    `there is no class ${JSON.stringify(name)}; there are ${classes.join(', ')}`,
  twice: ({ name }: { name: string }) => `${name} is there twice`,
  notDays: ({ name, most, value }: { name: string; most: number; value: string }) =>
    `${name} must be a whole number of days from 1 to ${most}, not ${JSON.stringify(value)}`,
};
