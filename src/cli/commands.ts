export { completionCommand } from './completion.ts';
export { explainCommand } from './explain.ts';
export { initCommand } from './init.ts';
export { readLintOptions } from './options.ts';
export { rulesCommand } from './rules.ts';
