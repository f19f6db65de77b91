import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import {
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import type { Running } from './measure.ts';

/** A document, and the edit that makes its one mistake. */
export interface Sample {
  readonly ending: string;
  readonly text: string;
  readonly place: { readonly line: number; readonly character: number };
  /** How many units the sound value takes there, and the wrong one. */
  readonly sound: string;
  readonly wrong: string;
}

/** Settings of a language server by their sections. */
export interface Settings {
  readonly [section: string]: unknown;
}

/** What a document and its editor are like. */
export interface Scene {
  readonly folder: string;
  readonly sample: Sample;
  readonly settings: Settings;
}

/** An editor with one document, that edits it over and over and looks at the clock. */
export class TimedEditor {
  readonly #running: Running;
  readonly #scene: Scene;
  readonly #connection: ProtocolConnection;
  readonly #uri: string;
  #version = 0;
  #isWrong = false;
  /** Is told what is published. */
  #hear: (diagnostics: readonly Diagnostic[]) => void = () => {};

  constructor(running: Running, scene: Scene) {
    this.#running = running;
    this.#scene = scene;
    const { input, output } = running;
    this.#connection = createProtocolConnection(new StreamMessageReader(output), new StreamMessageWriter(input));
    this.#uri = pathToFileURL(join(scene.folder, `sample.${scene.sample.ending}`)).href;
    this.#connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
      if (uri === this.#uri) this.#hear(diagnostics);
    });
    this.#connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      items.map(({ section = '' }) => scene.settings[section] ?? null),
    );
    this.#connection.onRequest(RegistrationRequest.type, () => undefined);
    this.#connection.listen();
  }

  /** Opens the document, and waits until nothing is found in it. */
  async open(): Promise<void> {
    const { folder, sample } = this.#scene;
    writeFileSync(join(folder, `sample.${sample.ending}`), sample.text);
    await this.#connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: null,
      capabilities: {
        workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
        textDocument: { publishDiagnostics: { relatedInformation: true, versionSupport: true } },
      },
    });
    await this.#connection.sendNotification(InitializedNotification.type, {});
    const clean = this.#until(0);
    await this.#connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri: this.#uri, languageId: sample.ending, version: this.#version, text: sample.text },
    });
    await clean;
  }

  /** Makes the mistake, or takes it back; gives the milliseconds until that is found. */
  async edit(): Promise<number> {
    const { place: start, sound, wrong } = this.#scene.sample;
    const [from, to] = this.#isWrong ? [wrong, sound] : [sound, wrong];
    this.#isWrong = !this.#isWrong;
    const end = { line: start.line, character: start.character + from.length };
    const found = this.#until(this.#isWrong ? 1 : 0);
    const before = performance.now();
    await this.#connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: this.#uri, version: ++this.#version },
      contentChanges: [{ range: { start, end }, text: to }],
    });
    await found;
    return performance.now() - before;
  }

  /** Ends the server; gives the most memory that it held, in megabytes. */
  async stop(): Promise<number> {
    await this.#connection.sendRequest(ShutdownRequest.type);
    await this.#connection.sendNotification(ExitNotification.type);
    const memory = await this.#running.memory;
    this.#connection.dispose();
    return memory;
  }

  /** Is there when so many diagnostics were published. Throws if the server says for long that there are others. */
  #until(count: number): Promise<void> {
    return new Promise((resolve, reject) => {
      let last: readonly Diagnostic[] | undefined;
      const patience = setTimeout(
        () => reject(new Error(`${count} should be found, and not ${JSON.stringify(last)?.slice(0, 500)}`)),
        60_000,
      );
      this.#hear = (diagnostics) => {
        last = diagnostics;
        if (diagnostics.length !== count) return;
        clearTimeout(patience);
        resolve();
      };
    });
  }
}
