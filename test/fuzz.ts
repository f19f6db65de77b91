import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';

// Tries the laws on other documents than every run does, and on more of them. `SEED=7 RUNS=50` says which.
const { SEED = String(randomInt(1, 1e9)), RUNS = '10' } = process.env;
const files = ['laws', 'fix', 'effective', 'meaning', 'baseline', 'matrix-formats', 'lsp/names', 'lsp/writing'];
const args = ['vitest', 'run', '--testTimeout=3600000', ...files.map((name) => `test/${name}.test.ts`)];

console.log(`SEED=${SEED} RUNS=${RUNS} npm run fuzz`);
const { status } = spawnSync('npx', args, { env: { ...process.env, SEED, RUNS }, stdio: 'inherit' });
process.exitCode = status ?? 1;
