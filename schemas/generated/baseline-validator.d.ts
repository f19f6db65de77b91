// Generated from the schemas by `npm run generate`: change schemas/*.schema.json instead.

import type { Baseline } from './types.ts';
import type { Validate } from './validators.d.ts';

export declare const validateBaseline: Validate<Baseline>;
