import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiServer } from '../api-server/server.ts';
import { run } from '../push/command.ts';

// How long it takes to plan 200 templates against an API that takes 200 ms to answer: reads go in parallel, a few at a time.
const count = 200;
const latency = 200;

const folder = mkdtempSync(join(tmpdir(), 'hmslint-bench-'));
const server = await ApiServer.start({ latency });
for (let index = 0; index < count; index++) {
  const name = `template-${index}`;
  server.store.create({ name, roles: { host: {}, guest: {} } });
  writeFileSync(join(folder, `${name}.yaml`), `name: ${name}\nroles:\n  host: { priority: 2 }\n  guest: {}\n`);
}
const start = performance.now();
const { status, stdout, stderr } = await run(['plan', '--format', 'json', '.'], { cwd: folder, server });
const seconds = (performance.now() - start) / 1000;
await server.stop();
rmSync(folder, { recursive: true });
if (status !== 0) throw new Error(stderr);
const planned = JSON.parse(stdout).documents.length;
console.log(
  `planned ${planned} templates in ${seconds.toFixed(1)} s: ${server.log.length} requests of ${latency} ms, ${server.mostOpen} at a time at most`,
);
