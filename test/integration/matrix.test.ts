import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';

// What `hmslint matrix` draws, looked at in a real browser. `SCREENSHOTS=folder` keeps what was seen.
const tools = fileURLToPath(new URL('browser/', import.meta.url));
const cli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
const example = fileURLToPath(new URL('../../examples/webinar.yaml', import.meta.url));
const fromTools = createRequire(join(tools, 'package.json'));

/** What of the browser's library is used here. */
interface Page {
  goto(url: string): Promise<unknown>;
  evaluate<T>(script: string): Promise<T>;
  screenshot(options: { readonly path?: string; readonly fullPage?: boolean }): Promise<Uint8Array>;
  readonly keyboard: { press(key: string): Promise<void> };
  on(event: 'request', listener: (request: { url(): string }) => void): void;
  on(event: 'console' | 'pageerror', listener: (message: object) => void): void;
}
interface Browser {
  newContext(options: object): Promise<{ newPage(): Promise<Page>; close(): Promise<void> }>;
  close(): Promise<void>;
}
interface Library {
  readonly chromium: { launch(options: object): Promise<Browser> };
}

const chromium = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].find(
  (name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined,
);

/** Why nothing can be looked at here; `undefined` where it can. */
function whatIsMissing(): string | undefined {
  if (!existsSync(join(tools, 'node_modules'))) return 'the tools are not installed in test/integration/browser';
  return chromium === undefined ? 'chromium is not installed' : undefined;
}

const missing = whatIsMissing();
let browser: Browser;
let folder = '';

beforeAll(async () => {
  if (missing !== undefined) return;
  folder = mkdtempSync(join(tmpdir(), 'hmslint-browser-'));
  const { chromium: launcher }: Library = fromTools('playwright-core');
  const executablePath = execFileSync('sh', ['-c', `command -v ${chromium}`], { encoding: 'utf8' }).trim();
  browser = await launcher.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
});

afterAll(async () => {
  if (missing !== undefined) return;
  await browser.close();
  rmSync(folder, { recursive: true });
});

beforeEach((context) => {
  if (missing !== undefined) context.skip(missing);
});

/** What `hmslint matrix` writes of a file. */
function drawn(format: string, path: string): string {
  return execFileSync(process.execPath, [cli, 'matrix', '--format', format, path], {
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
}

/** Writes a file in the test's folder, and gives its path. */
function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Opens a page, and gives it with all that it asks for and complains of. */
async function opened(path: string, options: object = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  const page = await context.newPage();
  const heard: string[] = [];
  page.on('request', (request) => void heard.push(request.url()));
  page.on('console', (message) => void heard.push(String(message)));
  page.on('pageerror', (message) => void heard.push(String(message)));
  await page.goto(pathToFileURL(path).href);
  return { page, heard, close: () => context.close() };
}

async function keep(page: Page, name: string): Promise<void> {
  const { SCREENSHOTS: kept } = process.env;
  if (kept !== undefined) mkdirSync(kept, { recursive: true });
  await page.screenshot(kept === undefined ? {} : { path: join(kept, `${name}.png`) });
}

const hostileNames = [
  '<script>document.title = "taken"</script>',
  '"><img src=x onerror="document.title=1">',
  '</style></text><svg onload=alert(1)>',
  '"] --> x["y',
  '%%{init: {"securityLevel": "loose"}}%%',
  '`**bold** _it_`',
  '#quot; #35; &lt;b&gt; &amp;',
  '1. one',
  '- one',
  'fa:fa-ban end',
  'ﬂ°°35¶ß',
  '$$x^2$$',
  '\u202eright to left',
  '会议主持人 😀',
  'a\nb\tc',
  '__proto__',
];

/** A template of roles of these names, no two alike, of which each hears the one before. */
function templateOf(names: readonly string[]): string {
  const roles = names.map((name, index) => {
    const role = {
      publishParams: { allowed: ['audio', 'video', 'screen'].slice(0, index % 4) },
      subscribeParams: { subscribeToRoles: [names[index - 1] ?? name], maxSubsBitRate: 1000 + index },
    };
    return `${JSON.stringify(name)}: ${JSON.stringify(role)}`;
  });
  return `{"name": "many", "roles": {${roles.join(', ')}}}`;
}

/** A name as it is shown. */
function shown(name: string): string {
  return name.replace('\u202e', '\\u202e').replace('\n', '\\n').replace('\t', '\\t');
}

const pages: readonly (readonly [name: string, source: () => string])[] = [
  ['an example', () => example],
  [
    'many roles',
    () => write('many.json', templateOf(Array.from({ length: 60 }, (_, index) => `breakout room ${index}`))),
  ],
  ['hostile names', () => write('hostile.json', templateOf(hostileNames))],
  ['mistakes', () => write('broken.yaml', 'name: a/b\nroles:\n  host: { priority: 9 }\n  guest: none\n')],
];

describe.each(pages)('the page of %s', (name, source) => {
  const html = () => write('matrix.html', drawnAside('html', source()));

  test.each(['light', 'dark'])('asks for nothing, complains of nothing, and is accessible: %s', async (colorScheme) => {
    const path = html();
    const { page, heard, close } = await opened(path, { colorScheme });
    expect(heard).toEqual([pathToFileURL(path).href]);
    expect(await page.evaluate('document.title')).toMatch(/^Who hears and sees whom/);
    expect(await page.evaluate('document.scripts.length + document.images.length')).toBe(0);
    const brightness: number = await page.evaluate(
      'getComputedStyle(document.body).backgroundColor.match(/\\d+/g).reduce((sum, part) => sum + Number(part), 0)',
    );
    expect(brightness > 3 * 127).toBe(colorScheme === 'light');
    await keep(page, `${name} ${colorScheme}`.replaceAll(' ', '-'));
    await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true');
    await page.evaluate(readFileSync(fromTools.resolve('axe-core/axe.min.js'), 'utf8'));
    const violations: readonly string[] = await page.evaluate(
      'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes[0].html))',
    );
    expect(violations).toEqual([]);
    await close();
  });
});

/** The same as `drawn`, where mistakes are told on standard error, which nobody reads here. */
function drawnAside(format: string, path: string): string {
  return spawnSync(process.execPath, [cli, 'matrix', '--format', format, path], { encoding: 'utf8', maxBuffer: 1e9 })
    .stdout;
}

describe('the page', () => {
  test('shows every name as it is', async () => {
    const path = write('names.html', drawn('html', write('names.json', templateOf(hostileNames))));
    const { page, close } = await opened(path);
    const heads: readonly string[] = await page.evaluate(
      'Array.from(document.querySelectorAll("table")[0].querySelectorAll("tbody th bdi"), ({ textContent }) => textContent)',
    );
    expect(heads).toEqual(hostileNames.map(shown));
    await close();
  });

  test('is reached and scrolled by keyboard', async () => {
    const names = Array.from({ length: 80 }, (_, index) => `breakout room ${index}`);
    const path = write('keys.html', drawn('html', write('keys.json', templateOf(names))));
    const { page, close } = await opened(path);
    const stops: string[] = [];
    for (let press = 0; press < 4; press++) {
      await page.keyboard.press('Tab');
      stops.push(
        await page.evaluate('document.activeElement.getAttribute("aria-label") ?? document.activeElement.tagName'),
      );
      if (press > 0) continue;
      for (let key = 0; key < 5; key++) await page.keyboard.press('ArrowRight');
      const hasMoved = 'new Promise((done) => setTimeout(() => done(document.activeElement.scrollLeft > 0), 1000))';
      expect(await page.evaluate(hasMoved)).toBe(true);
      // The names of rows and columns stay in sight.
      const left =
        'document.querySelector("tbody th").getBoundingClientRect().left - document.activeElement.getBoundingClientRect().left';
      expect(await page.evaluate(`Math.abs(${left}) < 3`)).toBe(true);
    }
    expect(stops).toEqual(['Pairs of roles', 'What each receives', 'Who may do what', 'SUMMARY']);
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.querySelector("details").open')).toBe(true);
    await close();
  });

  test.each([320, 1200])('of %i pixels does not scroll to the side as a whole', async (width) => {
    const path = write('wide.html', drawn('html', write('wide.json', templateOf([...hostileNames, 'x'.repeat(3000)]))));
    const { page, close } = await opened(path, { viewport: { width, height: 700 } });
    await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await close();
  });
});

describe('the picture', () => {
  test.each(['light', 'dark'])('is one that a browser draws: %s', async (colorScheme) => {
    const picture = write('matrix.svg', drawn('svg', write('names.json', templateOf(hostileNames))));
    const page = write('picture.html', `<!doctype html><title>a</title><img src="${pathToFileURL(picture).href}">`);
    const { page: shownPage, heard, close } = await opened(page, { colorScheme });
    expect(heard).toEqual([pathToFileURL(page).href, pathToFileURL(picture).href]);
    expect(await shownPage.evaluate('document.images[0].naturalWidth')).toBeGreaterThan(300);
    await keep(shownPage, `picture-${colorScheme}`);
    await close();
  });
});

describe('the flowchart', () => {
  const rendered = async (chart: string): Promise<{ readonly labels: readonly string[]; readonly foreign: number }> => {
    const script = pathToFileURL(join(tools, 'node_modules/mermaid/dist/mermaid.min.js')).href;
    const html = `<!doctype html><meta charset="utf-8"><title>a</title><script src="${script}"></script><body></body>`;
    const { page, close } = await opened(write('flowchart.html', html));
    const found = await page.evaluate<{ labels: string[]; foreign: number; title: string }>(`(async () => {
      mermaid.initialize({ startOnLoad: false });
      const { svg } = await mermaid.render('chart', ${JSON.stringify(chart)});
      document.body.innerHTML = svg;
      await new Promise((done) => setTimeout(done, 200));
      return {
        labels: Array.from(document.querySelectorAll('.node .nodeLabel'), ({ textContent }) => textContent.trim()),
        foreign: document.querySelectorAll('body script, body img, body a, body [onload], body [onerror], .katex, i.fa').length,
        title: document.title,
      };
    })()`);
    await keep(page, 'flowchart');
    await close();
    expect(found.title).toBe('a');
    return found;
  };

  test('is one that mermaid draws, with each name as it is', async () => {
    const { labels, foreign } = await rendered(drawn('mermaid', write('names.json', templateOf(hostileNames))));
    expect(labels).toEqual(hostileNames.map(shown).map((name) => name.replace('ﬂ°°35¶ß', 'fl°°35¶ ß')));
    expect(foreign).toBe(0);
  });

  test('of the example has its roles and what listens', async () => {
    const { labels } = await rendered(drawn('mermaid', example));
    const roles: { readonly roles: object } = parse(readFileSync(example, 'utf8'), { merge: true });
    expect(labels).toEqual([...Object.keys(roles.roles), 'transcription notes']);
  });
});
