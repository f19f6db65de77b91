import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Home } from './home.ts';
import { browser, codeServer, codeServerNode, extension, fromTools } from './installed.ts';

/** What of the browser's library is used here. */
interface Locator {
  click(options?: { readonly button?: 'right' }): Promise<void>;
  first(): Locator;
  waitFor(options?: { readonly state?: 'hidden' | 'detached'; readonly timeout?: number }): Promise<void>;
  allTextContents(): Promise<readonly string[]>;
  count(): Promise<number>;
}
interface Frame {
  frameLocator(selector: string): Frame;
  locator(selector: string, options?: { readonly hasText?: string | RegExp }): Locator;
}
interface Page extends Frame {
  goto(url: string, options: { readonly waitUntil: 'domcontentloaded' }): Promise<unknown>;
  screenshot(options: { readonly path: string; readonly clip?: object }): Promise<unknown>;
  setViewportSize(size: { readonly width: number; readonly height: number }): Promise<void>;
  setDefaultTimeout(milliseconds: number): void;
  waitForFunction(script: string): Promise<unknown>;
  readonly keyboard: {
    press(key: string): Promise<void>;
    type(text: string): Promise<void>;
    insertText(text: string): Promise<void>;
  };
}
interface Browser {
  newContext(options: object): Promise<{ newPage(): Promise<Page> }>;
  close(): Promise<void>;
}
interface Library {
  readonly chromium: { launch(options: object): Promise<Browser> };
}

/** How VS Code is started. */
interface Opening {
  /** Whether the folder is trusted from the start; it is unless this says no. */
  readonly isTrusted?: boolean;
  /** Variables of its environment, beside those of the home folder. */
  readonly env?: NodeJS.ProcessEnv;
}

const patience = 90_000;

/** No advertisements, no tips, nothing that moves by itself; files are saved when somebody says so. */
const settings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'update.mode': 'none',
  'files.autoSave': 'off',
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'editor.accessibilitySupport': 'off',
  'editor.stickyScroll.enabled': false,
  'editor.cursorBlinking': 'solid',
  // Only what a server says.
  'editor.wordBasedSuggestions': 'off',
  'security.workspace.trust.startupPrompt': 'never',
  'window.commandCenter': false,
  'workbench.activityBar.location': 'hidden',
};

/** VS Code with the packaged extension in a browser without a screen, and what somebody does there. */
export class Workbench {
  readonly page: Page;
  readonly #browser: Browser;

  private constructor(page: Page, opened: Browser) {
    this.page = page;
    this.#browser = opened;
  }

  /** Installs the extension as people do, and opens a file of the project. */
  static async open(home: Home, file: string, { isTrusted = true, env = {} }: Opening = {}): Promise<Workbench> {
    const data = join(home.path, 'data');
    home.write('data/User/settings.json', JSON.stringify(settings));
    home.write('config.yaml', '');
    mkdirSync(join(home.path, 'extensions'));
    const folders = ['--user-data-dir', data, '--extensions-dir', join(home.path, 'extensions')];
    const common = [codeServer, '--config', join(home.path, 'config.yaml'), ...folders];
    const installed = await home.run(codeServerNode, [...common, '--install-extension', extension]);
    if (installed.code !== 0)
      throw new Error(`the extension cannot be installed: ${installed.stdout}${installed.stderr}`);
    const port = await freePort();
    const address = `127.0.0.1:${port}`;
    const quiet = [
      '--disable-telemetry',
      '--disable-update-check',
      '--disable-getting-started-override',
      '--disable-proxy',
    ];
    const trust = isTrusted ? ['--disable-workspace-trust'] : [];
    const serving = [...common, '--auth', 'none', '--bind-addr', address, ...quiet, ...trust];
    const server = home.start(codeServerNode, serving, env);
    let said = '';
    for (const stream of [server.stdout, server.stderr]) stream?.on('data', (text: Buffer) => (said += text));
    await untilHealthy(
      `http://${address}/healthz`,
      () => server.exitCode !== null,
      () => said,
    );
    const { chromium }: Library = fromTools('playwright-core');
    const opened = await chromium.launch({
      executablePath: browser(),
      headless: true,
      env: home.env,
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
        ...['--disable-background-networking', '--disable-component-update'],
      ],
    });
    const context = await opened.newContext({ viewport: { width: 800, height: 460 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    const payload = JSON.stringify([['openFile', `vscode-remote://${address}${join(home.project, file)}`]]);
    const query = new URLSearchParams({ folder: home.project, payload });
    await page.goto(`http://${address}/?${query}`, { waitUntil: 'domcontentloaded' });
    const workbench = new Workbench(page, opened);
    await workbench.line('').waitFor();
    return workbench;
  }

  /** The first line of the editor that shows some words. */
  line(words: string | RegExp): Locator {
    return this.page.locator('.monaco-editor .view-line', { hasText: words }).first();
  }

  /** A row of the panel with the problems. */
  problem(words: string): Locator {
    return this.page.locator('.markers-panel .monaco-list-row', { hasText: words }).first();
  }

  /** An entry of the menu that a fix is taken from. */
  action(words: string): Locator {
    return this.page.locator('.action-widget .monaco-list-row', { hasText: words }).first();
  }

  /** An entry of the list of completions. */
  suggestion(words: string | RegExp): Locator {
    return this.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: words }).first();
  }

  /** A tab above an editor. */
  tab(title: string): Locator {
    return this.page.locator('.tabs-container .tab', { hasText: title }).first();
  }

  /** Some words in the page that the extension shows. */
  inPanel(words: string): Locator {
    const inner = this.page.frameLocator('iframe.webview').frameLocator('#active-frame');
    return inner.locator('body *', { hasText: words }).first();
  }

  /** The field of a part of the window that takes what is typed. */
  focused(part: string): Locator {
    return this.page.locator(`${part} :is(input, textarea):focus`).first();
  }

  /** Presses keys, one combination after the other. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Presses keys until something is shown: one that comes while the window is still busy may be lost. */
  bring(what: Locator, ...keys: readonly string[]): Promise<void> {
    return this.#bring(what, () => this.press(...keys));
  }

  /** Clicks on something until something else is shown. */
  bringByClick(what: Locator, on: Locator): Promise<void> {
    return this.#bring(what, () => on.click());
  }

  async #bring(what: Locator, act: () => Promise<void>): Promise<void> {
    for (const deadline = Date.now() + patience; Date.now() < deadline; ) {
      await act();
      try {
        return await what.waitFor({ timeout: 10_000 });
      } catch {
        await this.press('Escape');
      }
    }
    throw new Error('what was done over and over shows nothing');
  }

  /** Puts the cursor after the first place where some words stand. */
  async goTo(words: string): Promise<void> {
    await this.press('Control+Home', 'Control+f');
    await this.focused('.find-widget.visible').waitFor();
    await this.press('Control+a');
    await this.page.keyboard.insertText(words);
    await this.page
      .locator('.find-widget .matchesCount', { hasText: /1 of \d|^\d+ of \d/ })
      .first()
      .waitFor();
    await this.press('Escape');
    await this.focused('.find-widget').waitFor({ state: 'hidden' });
    await this.press('ArrowRight');
  }

  /** Runs a command from the palette. */
  async command(title: string): Promise<void> {
    await this.bring(this.focused('.quick-input-widget'), 'F1');
    await this.page.keyboard.insertText(title);
    await this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: title }).first().waitFor();
    await this.press('Enter');
  }

  /** Opens what the status bar says of the document's language, and waits until it says some words. */
  async showStatus(words: string): Promise<void> {
    await this.page.locator('#status\\.languageStatus').first().click();
    await this.page.locator('.hover-language-status', { hasText: words }).first().waitFor();
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

async function untilHealthy(url: string, isGone: () => boolean, said: () => string): Promise<void> {
  for (const deadline = Date.now() + patience; Date.now() < deadline && !isGone(); ) {
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // It does not listen yet.
    }
    await setTimeout(100);
  }
  throw new Error(`VS Code’s server did not start:\n${said()}`);
}
