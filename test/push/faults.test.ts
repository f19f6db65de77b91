import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Occasion, Trouble } from '../api-server/faults.ts';
import { ApiServer, type ServerOptions } from '../api-server/server.ts';
import { run } from './command.ts';

// Whatever fails, and whenever: the server has the old template or the new one, the tool says which, and a second run
// completes the work.
let server: ApiServer;
let folder = '';

const before = {
  name: 'webinar',
  roles: { host: { priority: 1 }, viewer: { priority: 3 } },
  settings: { region: 'in' },
};
const file = `name: webinar
roles:
  host: { priority: 2 }
  viewer: { priority: 3 }
settings: { region: eu }
`;

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'hmslint-faults-')));
  writeFileSync(join(folder, 'a.yaml'), file);
  await start({});
});

afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

async function start(options: ServerOptions, isThere = true): Promise<void> {
  await server?.stop();
  server = await ApiServer.start(options);
  if (isThere) server.store.create(before);
}

/** Pushes, with a time limit that makes hanging short. */
function push(more: readonly string[] = []) {
  return run(['push', '--yes', '--timeout', '1.5', 'a.yaml', ...more], { cwd: folder, server });
}

/** Which of the two templates the server has. */
function has(): 'old' | 'new' | 'nothing' | 'neither' {
  const [stored, other] = server.store.all;
  if (stored === undefined) return 'nothing';
  const { host } = stored.roles;
  const state = JSON.stringify([Reflect.get(Object(host), 'priority'), stored.settings.region, other === undefined]);
  return state === '[1,"in",true]' ? 'old' : state === '[2,"eu",true]' ? 'new' : 'neither';
}

function leftFiles(name: string): readonly string[] {
  const path = join(folder, '.hmslint', name);
  return existsSync(path) ? readdirSync(path) : [];
}

const troubles: readonly (readonly [string, Trouble])[] = [
  ['401', { kind: 'status', status: 401, message: 'Token validation error' }],
  ['403', { kind: 'status', status: 403, message: 'Forbidden' }],
  ['404', { kind: 'status', status: 404, message: 'template not found' }],
  [
    '400',
    { kind: 'status', status: 400, message: 'Invalid body param', details: ['Invalid body param: settings.region'] },
  ],
  ['429', { kind: 'status', status: 429, headers: { 'retry-after': '1' } }],
  ['429 for a day', { kind: 'status', status: 429, headers: { 'retry-after': '86400' } }],
  ['500 without effect', { kind: 'status', status: 500 }],
  ['500 with effect', { kind: 'status', status: 500, applies: true }],
  ['502 of something before the API', { kind: 'status', status: 502, text: '<html>bad gateway</html>' }],
  ['a reset without effect', { kind: 'reset', when: 'before' }],
  ['a reset with effect', { kind: 'reset', when: 'after' }],
  ['no answer, without effect', { kind: 'hang', when: 'before' }],
  ['no answer, with effect', { kind: 'hang', when: 'after' }],
  ['a slow answer', { kind: 'slow', bytes: 1, everyMs: 20 }],
  ['half an answer', { kind: 'half' }],
  ['an answer that is no JSON', { kind: 'text', text: '<html>' }],
  ['a redirect', { kind: 'redirect', to: 'http://127.0.0.1:9/' }],
];

/** The requests of a push: the list (two pages), the template; again before the write; the write; read back. */
const moments: readonly (readonly [string, Occasion])[] = [
  ['at the first request', { nth: 1 }],
  ['before the write', { method: 'GET', path: '^/templates/.', nth: 2 }],
  ['at the write', { method: 'POST', nth: 1 }],
  ['after the write', { method: 'GET', path: '^/templates/.', nth: 3 }],
  ['at every write', { method: 'POST' }],
  ['from the write on', { path: '^/templates/.', nth: 3, times: 99 }],
];

/** Reads fail in fewer ways than writes do. */
const cases = moments.flatMap(([moment, on]) =>
  troubles
    .filter(
      ([trouble]) => on.method === 'POST' || /^(?:401|500 with|a reset with effect|no answer, with|half)/.test(trouble),
    )
    .map(([trouble, each]) => [`${trouble} ${moment}`, on, each] as const),
);

describe('what goes wrong', () => {
  it.each(cases)('%s loses nothing, and is told', async (_, on, trouble) => {
    server.fail({ on, trouble });
    const { status, stderr } = await push();
    const found = has();
    expect(['old', 'new'], stderr).toContain(found);
    // What the exit code says must be true.
    if (status === 0) expect(found, stderr).toBe('new');
    else if (status === 4 || status === 2) expect(found, stderr).toBe('old');
    else expect(status, stderr).toBe(5);
    if (status !== 0) expect(stderr.length).toBeGreaterThan(20);
    // Where it says so, it must be so.
    if (/was pushed/.test(stderr)) expect(found).toBe('new');
    if (/nothing (?:of it )?was written/.test(stderr)) expect(found).toBe('old');
    const tried = server.writes.length;
    expect(tried).toBeLessThanOrEqual(3);
    if (tried > 0) expect(leftFiles('backups')).toHaveLength(1);
    // The next run says what this one did, and completes it.
    server.rest();
    const next = await push();
    expect(next.status, next.stderr).toBe(0);
    expect(has()).toBe('new');
    if (status === 5) {
      expect(next.stderr).toMatch(/a push that began \S+ did not end: `a\.yaml` (?:was|may)/);
      expect(next.stderr).toMatch(found === 'new' ? /was written: / : /was not written: /);
    }
    expect(leftFiles('journal')).toEqual([]);
  });
});

describe('of a template that is new', () => {
  const at = (trouble: Trouble) => ({ on: { method: 'POST', nth: 1 } as const, trouble });

  it.each(troubles.filter(([name]) => /effect|429$|half|400/.test(name)))(
    '%s at the write makes one template at most',
    async (_, trouble) => {
      await start({}, false);
      server.fail(at(trouble));
      const { status, stderr } = await push();
      expect(['nothing', 'new'], stderr).toContain(has());
      if (status === 0) expect(has(), stderr).toBe('new');
      if (status === 2 || status === 4) expect(has(), stderr).toBe('nothing');
      server.rest();
      const next = await push();
      expect(next.status, next.stderr).toBe(0);
      expect(server.store.all).toHaveLength(1);
      expect(has()).toBe('new');
    },
  );

  it('somebody who makes one of that name meanwhile is not overwritten', async () => {
    await start({}, false);
    const other = { name: 'webinar', roles: { theirs: {} } };
    server.fail({
      on: { method: 'GET', path: '^/templates$', nth: 2 },
      trouble: { kind: 'meanwhile', method: 'POST', path: '/templates', body: other },
    });
    const { status, stderr } = await push();
    expect(status, stderr).toBe(4);
    expect(server.writes).toEqual([]);
    expect(Object.keys(server.store.all[0]?.roles ?? {})).toEqual(['theirs']);
  });
});

it('a write that comes to effect late is neither done again nor taken for somebody else’s', async () => {
  const path = `/templates/${server.store.all[0]?.id}`;
  const body = {
    name: 'webinar',
    roles: { host: { priority: 2 }, viewer: { priority: 3 } },
    settings: { region: 'eu' },
  };
  server.fail({ on: { method: 'POST', nth: 1 }, trouble: { kind: 'reset', when: 'before' } });
  // Read back, it is not there yet; before the next attempt it is.
  server.fail({
    on: { method: 'GET', path: '^/templates/.', nth: 4 },
    trouble: { kind: 'meanwhile', method: 'POST', path, body },
  });
  const { status, stderr } = await push();
  expect(status, stderr).toBe(0);
  expect(stderr).toContain('has come to effect meanwhile');
  expect(server.writes).toHaveLength(1);
});

describe('somebody else', () => {
  const theirs = {
    name: 'webinar',
    roles: { host: { priority: 5 }, viewer: {}, third: {} },
    settings: { region: 'us' },
  };

  it.each([
    ['between plan and write', 2, 4],
    ['between write and read back', 3, 5],
  ] as const)('who writes %s is told of', async (_, nth, expected) => {
    const path = `/templates/${server.store.all[0]?.id}`;
    server.fail({
      on: { method: 'GET', path: '^/templates/.', nth },
      trouble: { kind: 'meanwhile', method: 'POST', path, body: theirs },
    });
    const { status, stderr } = await push();
    expect(status, stderr).toBe(expected);
    expect(stderr).toMatch(expected === 4 ? /has changed since it was planned/ : /something else than was meant/);
    expect(server.writes).toHaveLength(expected === 4 ? 0 : 1);
    expect(Object.keys(server.store.all[0]?.roles ?? {})).toContain('third');
  });

  it('who writes while an answer is lost is not overwritten by another attempt', async () => {
    const path = `/templates/${server.store.all[0]?.id}`;
    server.fail({ on: { method: 'POST', nth: 1 }, trouble: { kind: 'reset', when: 'before' } });
    server.fail({
      on: { method: 'GET', path: '^/templates/.', nth: 3 },
      trouble: { kind: 'meanwhile', method: 'POST', path, body: theirs },
    });
    const { status, stderr } = await push();
    expect(stderr).toContain('neither what it had before nor what was meant');
    expect(status).toBe(5);
    expect(server.writes).toHaveLength(1);
    expect(Object.keys(server.store.all[0]?.roles ?? {})).toContain('third');
  });

  it('who writes between a failed attempt and the next is not overwritten', async () => {
    const path = `/templates/${server.store.all[0]?.id}`;
    server.fail({
      on: { method: 'POST', nth: 1 },
      trouble: { kind: 'status', status: 429, headers: { 'retry-after': '0' } },
    });
    server.fail({
      on: { method: 'GET', path: '^/templates/.', nth: 3 },
      trouble: { kind: 'meanwhile', method: 'POST', path, body: theirs },
    });
    const { status, stderr } = await push();
    expect(status, stderr).toBe(4);
    expect(Object.keys(server.store.all[0]?.roles ?? {})).toContain('third');
  });
});

describe('the tool is killed', () => {
  const cases: [string, number, 'before' | 'after'][] = [];
  for (let nth = 1; nth <= 7; nth++)
    for (const when of ['before', 'after'] as const) cases.push([`${when} request ${nth}`, nth, when]);

  it.each(cases)('%s, and nothing is lost', async (_, nth, when) => {
    const ended = await run(['push', '--yes', 'a.yaml'], {
      cwd: folder,
      server,
      started: ({ pid = 0 }) => server.fail({ on: { nth }, trouble: { kind: 'kill', pid, when } }),
    });
    const isKilled = ended.status === null;
    const found = has();
    expect(['old', 'new']).toContain(found);
    if (!isKilled) expect([ended.status, found]).toEqual([0, 'new']);
    const hasWritten = server.writes.length > 0;
    if (hasWritten) {
      const [backup = ''] = leftFiles('backups');
      expect(readFileSync(join(folder, '.hmslint/backups', backup), 'utf8')).toContain('region: in');
    }
    server.rest();
    const next = await push();
    expect(next.status, next.stderr).toBe(0);
    expect(has()).toBe('new');
    if (isKilled && hasWritten) {
      expect(next.stderr).toContain(found === 'new' ? '`a.yaml` was written: ' : '`a.yaml` was not written: ');
      expect(next.stderr).toContain('did not end');
    }
    expect(leftFiles('journal')).toEqual([]);
  });
});

it('a push of several files stops at the one that fails, and says what was done and what was not', async () => {
  for (const name of ['b', 'c']) {
    server.store.create({ name, roles: { host: {} } });
    writeFileSync(join(folder, `${name}.yaml`), `name: ${name}\nroles:\n  host: { priority: 4 }\n`);
  }
  server.fail({ on: { method: 'POST', nth: 2 }, trouble: { kind: 'status', status: 400, message: 'no' } });
  const { status, stderr } = await run(['push', '--yes', 'a.yaml', 'b.yaml', 'c.yaml'], { cwd: folder, server });
  expect(status, stderr).toBe(5);
  expect(stderr).toContain('`a.yaml` was pushed');
  expect(stderr).toContain('the API refused `b.yaml`: it answered 400 (no); nothing of it was written');
  expect(stderr).toContain('not written, because that one failed: `c.yaml`');
  expect(server.writes).toHaveLength(2);
  server.rest();
  const next = await run(['push', '--yes', 'a.yaml', 'b.yaml', 'c.yaml'], { cwd: folder, server });
  expect(next.status, next.stderr).toBe(0);
  expect(next.stderr).toContain('`a.yaml` was written: ');
  expect(next.stderr).toContain('`b.yaml` was refused by the API');
  expect(next.stderr).toContain('`c.yaml` was not written');
  expect(server.writes).toHaveLength(2);
});
