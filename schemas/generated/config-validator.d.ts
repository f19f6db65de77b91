// Generated from the schemas by `npm run generate`: change schemas/*.schema.json instead.

import type { Config } from './types.ts';
import type { Validate } from './validators.d.ts';

export declare const validateConfig: Validate<Config>;
