import { readFileSync, writeFileSync } from 'node:fs';
import { rulesPage } from '../src/explain.ts';
import { rules } from './index.ts';

// Writes rules/README.md; with --check only says whether it is what the rules say.
const file = new URL('README.md', import.meta.url);
const page = rulesPage(rules);
if (!process.argv.includes('--check')) {
  writeFileSync(file, page);
} else if (readFileSync(file, 'utf8') !== page) {
  console.error('rules/README.md is not what the rules say: run `npm run generate`');
  process.exitCode = 1;
}
