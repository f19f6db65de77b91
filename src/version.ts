import about from '../package.json' with { type: 'json' };

/** The version of the package that this is. */
export const version: string = about.version;
