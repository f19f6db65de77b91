import {
  acrossFiles,
  type Diagnostic,
  type FileReport,
  type Fix,
  type Range,
  type SuppressedDiagnostic,
} from './diagnostic.ts';
import { documentationOf } from './documentation.ts';
import { distinct, fingerprint } from './fingerprint.ts';
import { Suppressed } from './ignore.ts';
import type { IgnoreEntry, LintedFile } from './lint.ts';

/** What of a run concerns the report of each file. */
export interface RunSettings {
  /** Which rule's findings come first at one place. */
  readonly order: ReadonlyMap<string, number>;
  /** The only rules that ran; all where it is absent. */
  readonly only: ReadonlySet<string> | undefined;
  /** How the entries of the configuration fared; each file adds what it knows. */
  readonly entries: { readonly unused: Set<IgnoreEntry>; readonly others: Set<IgnoreEntry> };
}

/** The report of a file, without what its comments and the configuration hold back. */
export function fileReport(linted: LintedFile, { order, only, entries: known }: RunSettings): FileReport {
  const { file, isWhole, kind, directives, diagnostics, secrets, active } = linted;
  const suppressed = new Suppressed(file.text, directives.suppressions);
  const entries = file.settings?.ignored ?? [];
  const used = new Set<IgnoreEntry>();
  const held: SuppressedDiagnostic[] = [];
  const isLeft = (diagnostic: Diagnostic) => {
    const { rule, range, pointer } = diagnostic;
    const holding = entries.filter((entry) => (entry.rule ?? rule) === rule && entry.matches(pointer));
    for (const entry of holding) used.add(entry);
    const comment = suppressed.holder(rule, range.start);
    const holder = comment ?? holding[0];
    if (holder === undefined) return true;
    const kind = holder === comment ? 'inSource' : 'external';
    held.push({ diagnostic, kind, justification: secrets.mask(holder.reason) });
    return false;
  };
  const left = diagnostics.filter(isLeft);
  for (const diagnostic of unusedIgnores(linted, suppressed)) {
    if (isLeft(diagnostic)) left.push(diagnostic);
  }
  for (const entry of entries) {
    // Nobody can call a suppression unused of what depends on other files.
    const isIdle = isWhole && !used.has(entry) && entry.rule !== acrossFiles;
    const hasRun = entry.rule === undefined ? only === undefined : active.severities.has(entry.rule);
    (isIdle && hasRun ? known.unused : known.others).add(entry);
  }
  const byPlace = (a: Diagnostic, b: Diagnostic) =>
    a.range.start - b.range.start ||
    a.range.end - b.range.end ||
    (order.get(a.rule) ?? 0) - (order.get(b.rule) ?? 0) ||
    (a.pointer < b.pointer ? -1 : a.pointer > b.pointer ? 1 : 0);
  left.sort(byPlace);
  held.sort((a, b) => byPlace(a.diagnostic, b.diagnostic));
  // Those that are left come first: what is held back must not change how they are known.
  const marked = distinct([...left, ...held.map(({ diagnostic }) => diagnostic)]);
  return {
    path: file.path,
    text: file.text,
    ...(kind !== undefined && { kind }),
    diagnostics: marked.slice(0, left.length),
    ...(held.length > 0 && {
      suppressed: held.map((one, index) => ({ ...one, diagnostic: marked[left.length + index] ?? one.diagnostic })),
    }),
    get secrets() {
      return secrets.ranges;
    },
  };
}

function* unusedIgnores(linted: LintedFile, suppressed: Suppressed): Iterable<Diagnostic> {
  const { file, directives, active } = linted;
  const rule = 'unused-ignore';
  const severity = active.severities.get(rule);
  if (severity === undefined || directives.idle.length + directives.suppressions.length === 0) return;
  const document = file.documents[0];
  if (document === undefined) return;
  const diagnose = ({ start, end }: Range, message: string, fix?: Fix): Diagnostic => ({
    rule,
    severity,
    message,
    pointer: '',
    range: { start, end },
    related: [],
    ...(fix !== undefined && { fix }),
    tags: ['unnecessary'],
    documentation: documentationOf(rule),
    fingerprint: fingerprint(document, rule, '', [file.text.slice(start, end)]),
  });
  for (const { range, message } of directives.idle) yield diagnose(range, message);
  // What was to be suppressed may stand where broken syntax hides it.
  if (!linted.isWhole) return;
  for (const unused of [...suppressed.unused()]) {
    if (!active.severities.has(unused.rule) || unused.rule === rule || unused.rule === acrossFiles) continue;
    yield diagnose(unused.range, `\`${unused.rule}\` finds nothing here: remove the suppression`, {
      title: `remove the suppression of \`${unused.rule}\``,
      safe: true,
      edits: [{ range: unused.whole, text: '' }],
      changes: [],
    });
  }
}
