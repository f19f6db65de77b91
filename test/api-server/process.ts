import { argv, stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline';
import { isObject } from './json.ts';
import { ApiServer, type ServerOptions } from './server.ts';

/**
 * The server as a process of its own: `tsx test/api-server/process.ts '{"port":8080}'`. It writes its address on the first
 * line; then each line of standard input, in JSON, is `{"template":…}` to keep, `"log"` to be told of the requests, or
 * `"end"`.
 */
async function main(): Promise<void> {
  const options: ServerOptions = JSON.parse(argv[2] ?? '{}');
  const server = await ApiServer.start(options);
  say({ url: server.url });
  for await (const line of createInterface({ input: stdin })) {
    const asked: unknown = JSON.parse(line);
    if (asked === 'end') break;
    if (asked === 'log') say(server.log);
    else if (isObject(asked) && isObject(asked.template)) say({ id: server.store.create(asked.template).id });
    else say({ error: 'neither a template nor `log` nor `end`' });
  }
  await server.stop();
  stdin.destroy();
}

function say(value: unknown): void {
  stdout.write(`${JSON.stringify(value)}\n`);
}

void main();
