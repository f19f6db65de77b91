import { createHash } from 'node:crypto';
import { join } from 'node:path';
import {
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
  type Diagnostic as ProtocolDiagnostic,
} from 'vscode-languageserver-protocol';
import type { Diagnostic, Severity } from '../src/diagnostic.ts';
import type { Around } from './feature.ts';
import type { ConfigurationMistake, OpenDocument } from './open-document.ts';
import { uriOf } from './uris.ts';
import { isObject, own } from './values.ts';

/** What is found in a document, as the protocol says it. */
export interface Found {
  readonly items: readonly ProtocolDiagnostic[];
  /** The same for the same items. */
  readonly resultId: string;
}

/** What is found in a document that is passed over. */
export const nothingFound: Found = found([]);

/** What the editor is told of a document. */
export function diagnosticsOf(open: OpenDocument, around: Around): Found {
  const { report, configurationMistake } = open;
  let items: readonly ProtocolDiagnostic[] = [];
  if (configurationMistake !== undefined) items = [notLinted(configurationMistake, around)];
  else if (report?.error !== undefined) items = [atTheTop(`this cannot be linted: ${report.error}`)];
  else if (report !== undefined) items = report.diagnostics.map((each) => protocolDiagnostic(each, open, around));
  return found(items);
}

function found(items: readonly ProtocolDiagnostic[]): Found {
  return { items, resultId: createHash('sha1').update(JSON.stringify(items)).digest('hex') };
}

/** One finding as the protocol says it. */
export function protocolDiagnostic(
  diagnostic: Diagnostic,
  open: OpenDocument,
  { client, workspace }: Around,
): ProtocolDiagnostic {
  const { rule, severity, message, range, related, tags = [], documentation, fingerprint } = diagnostic;
  const shownTags = tags.map((tag) => protocolTags[tag]).filter((tag) => client.tags.has(tag));
  const elsewhere: DiagnosticRelatedInformation[] = [];
  if (client.relatedInformation) {
    for (const other of related) {
      const location =
        other.path === undefined
          ? { uri: open.uri, range: open.positions.range(other.range) }
          : workspace.location(other.path, other.range);
      if (location !== undefined) elsewhere.push({ location, message: other.message });
    }
  }
  return {
    range: open.positions.range(range),
    severity: protocolSeverities[severity],
    code: rule,
    ...(client.codeDescriptions && { codeDescription: { href: page(documentation) } }),
    source,
    message,
    ...(shownTags.length > 0 && { tags: shownTags }),
    ...(elsewhere.length > 0 && { relatedInformation: elsewhere }),
    data: { fingerprint },
  };
}

/** The fingerprint that a diagnostic carries which the client sent back. */
export function fingerprintOf({ data }: { readonly data?: unknown }): string | undefined {
  const fingerprint = isObject(data) ? own(data, 'fingerprint') : undefined;
  return typeof fingerprint === 'string' ? fingerprint : undefined;
}

const source = 'hmslint';

const protocolSeverities: { readonly [severity in Severity]: DiagnosticSeverity } = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

const protocolTags = { deprecated: DiagnosticTag.Deprecated, unnecessary: DiagnosticTag.Unnecessary };

/** The URI of a page of the package; `rules/README.md#rule` gives that of the file with the part behind it. */
function page(documentation: string): string {
  const [file = '', part] = documentation.split('#');
  const uri = uriOf(join(import.meta.dirname, '..', file));
  return part === undefined ? uri : `${uri}#${part}`;
}

function notLinted({ path, message, first }: ConfigurationMistake, { client, workspace }: Around): ProtocolDiagnostic {
  const location = workspace.location(path, first?.range ?? { start: 0, end: 0 });
  return {
    ...atTheTop(`nothing is linted here: the configuration ${message}`),
    ...(client.relatedInformation &&
      location !== undefined && {
        relatedInformation: [{ location, message: first?.message ?? 'the configuration' }],
      }),
  };
}

function atTheTop(message: string): ProtocolDiagnostic {
  const start = { line: 0, character: 0 };
  return { range: { start, end: { line: 0, character: 1 } }, severity: DiagnosticSeverity.Error, source, message };
}
