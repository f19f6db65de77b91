import type { Diagnostic, FileReport, Fix, Range, Report, Severity, SuppressedDiagnostic } from '../diagnostic.ts';
import { ruleMarkdown } from '../explain.ts';
import type { Lines } from '../lines.ts';
import { Mask } from '../mask.ts';
import type { RuleDocs } from '../rule.ts';
import { harmless } from './commands.ts';
import { jsonText } from './json-text.ts';
import { linesByPath } from './notes.ts';
import { uriOf, whereabouts } from './uri.ts';

/** What a log says beside the report. */
export interface SarifOptions {
  /** All rules that there are: those that found something are described. */
  readonly rules: readonly RuleDocs[];
  readonly version: string;
  /** The folder that the run was started in, an absolute path: URIs are relative to it. */
  readonly folder: string;
}

/** What SARIF calls the severities. */
const levels: { readonly [severity in Severity]: string } = { error: 'error', warning: 'warning', info: 'note' };

/** What relative URIs start from: who reads the log knows where that is. */
const base = '%SRCROOT%';

/**
 * The report as a log in SARIF 2.1.0 with one run. Findings that are held back are in it as suppressed results. A fix that
 * would show a secret is left out.
 */
export function sarif(report: Report, options: SarifOptions): string {
  return jsonText(new Log(report, options).value());
}

class Log {
  readonly #report: Report;
  readonly #options: SarifOptions;
  readonly #linesOf: (path: string) => Lines;
  readonly #hasSuppressed: boolean;
  /** The rules that found something, in their order, and where each stands there. */
  readonly #rules: ReadonlyMap<string, number>;

  constructor(report: Report, options: SarifOptions) {
    this.#report = report;
    this.#options = options;
    this.#linesOf = linesByPath(report);
    const all = report.files.flatMap(({ diagnostics, suppressed = [] }) => [
      ...diagnostics,
      ...suppressed.map(({ diagnostic }) => diagnostic),
    ]);
    const found = new Set(all.map(({ rule }) => rule));
    const known = options.rules.map(({ id }) => id).filter((id) => found.has(id));
    this.#rules = new Map([...new Set([...known, ...found])].map((id, index) => [id, index]));
    this.#hasSuppressed = report.files.some(({ suppressed = [] }) => suppressed.length > 0);
  }

  value() {
    const { files } = this.#report;
    return {
      $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'hmslint',
              version: this.#options.version,
              semanticVersion: this.#options.version,
              rules: [...this.#rules.keys()].map((id) => this.#descriptor(id)),
            },
          },
          invocations: [this.#invocation()],
          originalUriBaseIds: { [base]: { description: { text: 'The folder that hmslint was started in.' } } },
          columnKind: 'utf16CodeUnits',
          newlineSequences: ['\r\n', '\n', '\r'],
          results: files.flatMap((file) => this.#results(file)),
        },
      ],
    };
  }

  #descriptor(id: string) {
    const docs = this.#options.rules.find((rule) => rule.id === id);
    if (docs === undefined) return { id: harmless(id) };
    const why = plain(docs.why);
    return {
      id,
      shortDescription: { text: plain(docs.summary) },
      // GitHub takes no more than 1024 characters.
      fullDescription: { text: why.split('\n\n')[0] ?? why },
      help: { text: `${why}\n\nSource: ${plain(docs.source)}`, markdown: ruleMarkdown(docs) },
      defaultConfiguration: { level: levels[docs.severity] },
    };
  }

  #invocation() {
    const unread = this.#report.files.flatMap(({ path, error }) =>
      error === undefined
        ? []
        : [
            {
              level: 'error',
              message: message(`could not be linted: ${error}`),
              locations: [{ physicalLocation: { artifactLocation: this.#artifact(path) } }],
            },
          ],
    );
    return { executionSuccessful: unread.length === 0, toolExecutionNotifications: unread };
  }

  #results(file: FileReport) {
    if (file.diagnostics.length === 0 && file.suppressed === undefined) return [];
    const mask = new Mask(file.text, file.secrets);
    const held = file.suppressed ?? [];
    return [
      ...file.diagnostics.map((diagnostic) => this.#result(diagnostic, file, mask, [])),
      ...held.map((each) => this.#result(each.diagnostic, file, mask, [each])),
    ];
  }

  #result(diagnostic: Diagnostic, { path }: FileReport, mask: Mask, held: readonly SuppressedDiagnostic[]) {
    const { rule, severity, pointer, range, related, fix, fingerprint } = diagnostic;
    const lines = this.#linesOf(path);
    const physical = (at: Range, of: string) => ({
      artifactLocation: this.#artifact(of),
      region: region(at, this.#linesOf(of)),
    });
    return {
      ruleId: harmless(rule),
      ruleIndex: this.#rules.get(rule) ?? -1,
      level: levels[severity],
      message: message(diagnostic.message),
      locations: [
        {
          physicalLocation: physical(range, path),
          ...(pointer !== '' && { logicalLocations: [{ fullyQualifiedName: harmless(pointer) }] }),
        },
      ],
      ...(related.length > 0 && {
        relatedLocations: related.map((other, index) => ({
          id: index + 1,
          physicalLocation: physical(other.range, other.path ?? path),
          message: message(other.message),
        })),
      }),
      partialFingerprints: { 'hmslint/v1': fingerprint },
      ...fixesOf(fix, this.#artifact(path), lines, mask),
      // Either all results of a run say whether they are suppressed, or none.
      ...(this.#hasSuppressed && {
        suppressions: held.map(({ kind, justification }) => ({
          kind,
          status: 'accepted',
          justification: harmless(justification),
        })),
      }),
    };
  }

  #artifact(path: string) {
    const where = whereabouts(path, this.#options.folder);
    return where.isBelow ? { uri: uriOf(where), uriBaseId: base } : { uri: uriOf(where) };
  }
}

/** Masking the edits instead would make whoever applies them overwrite the secret. */
function fixesOf(fix: Fix | undefined, artifactLocation: object, lines: Lines, mask: Mask) {
  if (fix === undefined || fix.edits.length === 0) return {};
  if ([fix.title, ...fix.edits.map(({ text }) => text)].some((text) => mask.isIn(text))) return {};
  const replacements = fix.edits.map(({ range, text }) => ({
    deletedRegion: region(range, lines),
    ...(text !== '' && { insertedContent: { text } }),
  }));
  return {
    fixes: [
      {
        description: message(fix.title),
        artifactChanges: [{ artifactLocation, replacements }],
        properties: { safe: fix.safe },
      },
    ],
  };
}

function region({ start, end }: Range, lines: Lines) {
  const first = lines.position(start);
  const last = lines.position(end);
  return {
    startLine: first.line,
    startColumn: first.column,
    endLine: last.line,
    endColumn: last.column,
    charOffset: start,
    charLength: Math.max(0, end - start),
  };
}

/** Words as SARIF spells them: in its messages braces hold places for arguments, and `](` makes a link of what stands before. */
function message(words: string) {
  return {
    text: harmless(words).replaceAll('](', ']\\u0028').replace(/[{}]/g, '$&$&'),
  };
}

/** Paragraphs without the line ends within them. */
function plain(markdown: string): string {
  return markdown
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s*\n\s*/g, ' '))
    .join('\n\n');
}
