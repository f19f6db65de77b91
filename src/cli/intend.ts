import { rules } from '../../rules/index.ts';
import type { Diagnostic, FileReport, Report } from '../diagnostic.ts';
import { type Document, locate } from '../document.ts';
import { documentationOf } from '../documentation.ts';
import { find } from '../files.ts';
import { readDirectives } from '../ignore.ts';
import { readJson } from '../json.ts';
import { kindsOf } from '../kinds.ts';
import { lintFiles, type ReadFile } from '../lint.ts';
import { textFingerprint } from '../push/fingerprints.ts';
import type { Intended } from '../push/intended.ts';
import { learnSecrets } from '../push/masks.ts';
import type { SecretValues } from '../push/secret-values.ts';
import { Stop } from '../push/stop.ts';
import { toJson } from '../push/values.ts';
import { type FilledIn, fillIn } from '../push/variables.ts';
import { Secrets } from '../secrets.ts';
import { Configured } from './configured.ts';
import type { DeploySettings } from './deploy-options.ts';
import { gather, readWith, unreadable } from './gather.ts';
import { quoted } from './words.ts';

/** What the files of a run mean, and what lint found in them. */
export interface Intention {
  readonly documents: readonly Intended[];
  readonly report: Report;
  /** Whether nothing of it may be pushed. */
  readonly hasErrors: boolean;
}

/** Why there is nothing to go on with, with findings to show. */
export class BrokenInput extends Stop {
  readonly report: Report;

  constructor(message: string, report: Report) {
    super(2, message);
    this.report = report;
  }
}

/**
 * Reads and lints files, and fills in their variables. Throws a `Stop` or `BrokenInput` where a file cannot be read, the
 * configuration has mistakes, or a variable cannot be filled in: nothing was sent then.
 */
export async function intend(settings: DeploySettings, secrets: SecretValues): Promise<Intention> {
  const found = await find(settings.paths);
  const configured = await Configured.of(found, [], settings.lint);
  if (configured?.isBroken === true) {
    throw new BrokenInput('nothing was planned: mend the configuration first, or go without it by `--no-config`', {
      files: configured.reports,
      skipped: 0,
    });
  }
  const gathered = await gather(found.files, settings.lint, configured, () => {});
  const files = [...gathered.sources.values()].map((source) => readWith(configured, source));
  for (const file of files) learn(file, secrets);
  const linted = lintFiles(files, rules, settings.lint);
  const unread = [...gathered.broken, ...found.unreadable.map(({ path, error }) => unreadable(path, error))];
  const report = { files: [...linted.files, ...unread], skipped: linted.skipped };
  if (unread.length > 0) throw new BrokenInput('nothing was planned: not every file can be read', report);
  if (linted.files.length === 0) {
    const where = settings.paths.map(quoted).join(', ');
    throw new Stop(2, `nothing to plan: there is no document of the 100ms API in ${where}`);
  }
  const problems: FileReport[] = [];
  const documents = files.flatMap((file) => {
    const own = documentsOf(file, settings, configured, secrets);
    if (own.problems.length > 0)
      problems.push({ path: file.path, text: file.text, diagnostics: own.problems, secrets: own.secrets });
    return own.documents;
  });
  if (problems.length > 0) {
    throw new BrokenInput('nothing was planned: not every variable can be filled in', { files: problems, skipped: 0 });
  }
  const hasErrors = linted.files.some(({ diagnostics }) => diagnostics.some(({ severity }) => severity === 'error'));
  return { documents, report, hasErrors };
}

/** The rules that find an error or a warning, which a configuration may call an error, in a text. */
export function rulesAgainst(text: string, read: (text: string) => ReadFile): readonly string[] {
  const { files } = lintFiles([read(text)], rules, {});
  const found = files.flatMap(({ diagnostics }) => diagnostics.filter(({ severity }) => severity !== 'info'));
  return [...new Set(found.map(({ rule }) => rule))];
}

function learn(file: ReadFile, secrets: SecretValues): void {
  for (const { start, end } of new Secrets(file).ranges) secrets.add(file.text.slice(start, end));
  for (const { value } of file.documents) learnSecrets(value, secrets);
}

function documentsOf(
  file: ReadFile,
  { lint }: DeploySettings,
  configured: Configured | undefined,
  secrets: SecretValues,
): {
  readonly documents: readonly Intended[];
  readonly problems: readonly Diagnostic[];
  readonly secrets: FileReport['secrets'];
} {
  const { ranges } = new Secrets(file);
  const ids = new Set(rules.map(({ id }) => id));
  const kindOf = kindsOf(file, readDirectives(file.text, file.comments, ids), lint.kind ?? file.settings?.kind);
  const listed = configured?.variablesOf(file.path) ?? new Set<string>();
  const template = configured?.templateOf(file.path);
  const fingerprint = textFingerprint(file.text, ranges);
  const documents: Intended[] = [];
  const problems: Diagnostic[] = [];
  for (const document of file.documents) {
    const recognised = kindOf(document);
    if (recognised === undefined || (!file.named && !recognised.certain)) continue;
    const { kind } = recognised;
    if (!isPlannable(document, kind === 'recordings')) continue;
    const filledIn = fillIn(document.value, kind, { environment: process.env, listed, secrets });
    for (const { pointer, isInName, message } of filledIn.problems) {
      problems.push(problemAt(document, pointer, isInName, message));
    }
    for (const { pointer, rule } of filledIn.problems.length > 0 ? [] : brokenBy(filledIn, { ...file, kind }, lint)) {
      problems.push(problemAt(document, pointer, false, `with its variables filled in, this breaks \`${rule}\``));
    }
    documents.push({
      path: file.path,
      ...(file.documents.length > 1 && { index: document.index }),
      kind,
      document,
      value: filledIn.value,
      ...(template !== undefined && { template }),
      fingerprint,
    });
  }
  if (template !== undefined && documents.filter(({ kind }) => kind === 'template').length > 1) {
    throw new Stop(
      4,
      `${quoted(file.path)} holds several templates, and the configuration names one id for it: give each its \`id\``,
    );
  }
  return { documents, problems, secrets: ranges };
}

/** Whether a document can be compared at all; if not, lint says why. */
function isPlannable({ value }: Document, isList: boolean): boolean {
  return typeof value === 'object' && value !== null && Array.isArray(value) === isList;
}

/** What lint says of a document with its variables filled in, where they stand. The values are not told. */
function brokenBy(
  { value, places }: FilledIn,
  file: ReadFile & { readonly kind: Intended['kind'] },
  lint: DeploySettings['lint'],
): readonly { readonly pointer: string; readonly rule: string }[] {
  if (places.length === 0) return [];
  const text = JSON.stringify(toJson(value));
  const filledIn = { ...file, text, documents: [readJson(text)], comments: [], named: true };
  const { files } = lintFiles([filledIn], rules, { ...lint, kind: file.kind });
  const diagnostics = files.flatMap((each) => each.diagnostics);
  return diagnostics.filter(({ severity, pointer }) => severity === 'error' && places.includes(pointer));
}

function problemAt(document: Document, pointer: string, isInName: boolean, message: string): Diagnostic {
  const { key, value } = locate(document, pointer);
  const { start, end } = isInName ? (key ?? value) : value;
  return {
    rule: 'variables',
    severity: 'error',
    message,
    pointer,
    range: { start, end },
    related: [],
    documentation: documentationOf('variables'),
    fingerprint: '',
  };
}
