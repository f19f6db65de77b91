export { explainCommand } from './explain.ts';
export { lspCommand } from './lsp.ts';
export { readLintOptions } from './options.ts';
export { rulesCommand } from './rules.ts';
