export { explainCommand } from './explain.ts';
export { readLintOptions } from './options.ts';
export { rulesCommand } from './rules.ts';
