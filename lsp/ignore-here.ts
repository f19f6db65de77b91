import { join, relative, sep } from 'node:path';
import type { WorkspaceEdit } from 'vscode-languageserver-protocol';
import { readConfig } from '../src/config/read.ts';
import type { Diagnostic, TextEdit } from '../src/diagnostic.ts';
import { lineIndent, lineStart, newlineOf } from '../src/edit/lines.ts';
import { applyEdits, textEdits } from '../src/edit.ts';
import { readSource } from '../src/read.ts';
import type { Around } from './feature.ts';
import type { Proof } from './fixes.ts';
import type { OpenDocument } from './open-document.ts';
import { uriOf } from './uris.ts';
import { own } from './values.ts';
import { fileCreation, workspaceEdit } from './workspace-edit.ts';

/** A way to leave a finding as it is. */
export interface Ignoring {
  /** Where that is said. */
  readonly where: 'comment' | 'configuration';
  readonly edit: WorkspaceEdit;
}

/** What stands where the reason is to be written. */
const reason = 'say why';

/** How a finding is left as it is: by a comment in YAML, by an entry of the configuration in JSON; `undefined` where it cannot be. */
export function ignoreHere(
  diagnostic: Diagnostic,
  open: OpenDocument,
  proof: Proof,
  around: Around,
): Ignoring | undefined {
  return byComment(diagnostic, open, proof, around) ?? byConfiguration(diagnostic, open, around);
}

function byComment(
  { rule, range, document: index = 0 }: Diagnostic,
  open: OpenDocument,
  proof: Proof,
  { client }: Around,
): Ignoring | undefined {
  const document = open.documents.find((each) => each.index === index);
  if (document?.syntax !== 'yaml') return undefined;
  const { text } = open;
  const start = lineStart(text, range.start);
  const line = `${lineIndent(text, range.start)}# hmslint-ignore-next-line ${rule} -- ${reason}${newlineOf(text)}`;
  const edits = [{ range: { start, end: start }, text: line }];
  // Within a text of several lines it would be a part of that.
  if (!proof.spellsSame(edits) || !proof.makesBetter(edits)) return undefined;
  return { where: 'comment', edit: workspaceEdit(client, [{ open, edits }]) };
}

function byConfiguration(
  { rule, pointer }: Diagnostic,
  open: OpenDocument,
  { client, workspace }: Around,
): Ignoring | undefined {
  const { path, folder } = workspace.configurationFor(open.path) ?? {};
  if (folder === undefined) return undefined;
  const local = relative(folder, open.path).split(sep).join('/');
  if (local === '..' || local.startsWith('../')) return undefined;
  const entry = { glob: globFor(local), rule, ...(pointer !== '' && { pointer }), reason };
  const where = 'configuration';
  if (path === undefined) {
    const name = join(folder, 'hmslint.config.yaml');
    return client.createsFiles ? { where, edit: fileCreation(uriOf(name), freshText(name, entry)) } : undefined;
  }
  const configuration = workspace.document(uriOf(path));
  if (configuration === undefined) return undefined;
  const edits = entryEdits(configuration, entry);
  // A configuration with mistakes is mended first.
  if (edits === undefined || readConfig(configuration.read(applyEdits(configuration.text, edits))).config === undefined)
    return undefined;
  return { where, edit: workspaceEdit(client, [{ open: configuration, edits }]) };
}

/** An entry of the configuration that ignores a finding. */
type Entry = { readonly [name in 'glob' | 'rule' | 'reason' | 'pointer']?: string };

/** The edits that add an entry to what a configuration ignores. */
function entryEdits(
  { path, text, documents: [document] }: OpenDocument,
  entry: Entry,
): readonly TextEdit[] | undefined {
  const { length } = text;
  // There may be comments.
  if (document?.value === undefined || document.value === null) {
    const newline = length === 0 || text.endsWith('\n') ? '' : newlineOf(text);
    return [{ range: { start: length, end: length }, text: newline + freshText(path, entry) }];
  }
  const { value } = document;
  const ignored = own(value, 'ignore');
  if (ignored === undefined) return textEdits(document, [{ add: '', name: 'ignore', value: [entry] }]);
  if (!Array.isArray(ignored) || ignored.length === 0)
    return textEdits(document, [{ replace: '/ignore', value: [entry] }]);
  return textEdits(document, [{ add: '/ignore', name: String(ignored.length), value: entry }]);
}

/** A configuration that says nothing but one entry. */
function freshText(path: string, entry: Entry): string {
  if (path.endsWith('.json')) return `${JSON.stringify({ ignore: [entry] }, undefined, 2)}\n`;
  const text = 'ignore: []\n';
  const [document] = readSource({ path, text }).documents;
  const edits = document === undefined ? undefined : textEdits(document, [{ replace: '/ignore', value: [entry] }]);
  return applyEdits(text, edits ?? []);
}

/** A glob for one path: what globs give another meaning stands for any character. */
function globFor(path: string): string {
  return path.replace(/[*?[\]{}\\]|^!/g, '?');
}
