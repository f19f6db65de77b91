import { Command } from 'commander';
import { type Kind, kinds } from '../diagnostic.ts';
import { locate } from '../document.ts';
import { html } from '../formats/matrix/html.ts';
import { json, listedPairs, mostPairs } from '../formats/matrix/json.ts';
import { mermaid, mostArrows } from '../formats/matrix/mermaid.ts';
import type { Omission, TemplateMatrix } from '../formats/matrix/phrases.ts';
import { largestPicture, svg } from '../formats/matrix/svg.ts';
import { text } from '../formats/matrix/text.ts';
import { mostInTable } from '../formats/matrix/words.ts';
import { counted } from '../formats/summary.ts';
import { Lines } from '../lines.ts';
import { type Mistake, mistakesIn } from '../mistakes.ts';
import { matrixOf } from '../model/matrix.ts';
import { type Meaning, meaning } from '../model/meaning.ts';
import { inWords } from '../model/names.ts';
import { didYouMean } from '../nearest.ts';
import { known, type Sound } from '../sound.ts';
import { understand } from '../understand.ts';
import { visible } from '../visible.ts';
import type { LintSettings } from './settings.ts';
import { readSubject, type Subject, where } from './subject.ts';
import { outputColumns, print, say, usesColors } from './terminal.ts';
import { oneOf, parse } from './usage.ts';
import { quoted, UsageError } from './words.ts';

const formats = ['text', 'html', 'svg', 'mermaid', 'json'] as const;

interface MatrixSettings {
  format: (typeof formats)[number];
  kind: Kind | undefined;
  config: LintSettings['config'];
  role: string | undefined;
}

/** Shows who hears and sees whom in the templates of a file. Gives the exit code; throws a `UsageError`. */
export async function matrixCommand(args: readonly string[]): Promise<number> {
  const settings: MatrixSettings = { format: 'text', kind: undefined, config: 'nearest', role: undefined };
  const command = new Command('hmslint matrix')
    .usage('[options] FILE')
    .description(
      'Shows who hears and sees whom in a template, what that takes of whose budget, and who may do what (hmslint matrix live.yaml).',
    )
    .argument('<file>', 'the file; `-` is standard input')
    .option(
      '--role <name>',
      'tell everything of this role, and show its part only\n(hmslint matrix --role host live.yaml)',
      (value) => {
        settings.role = value;
      },
    )
    .option(
      '--format <format>',
      'text; html, one page; svg; mermaid, a flowchart; json\n(hmslint matrix --format html live.yaml > matrix.html)',
      (value) => {
        settings.format = oneOf(formats, value, 'format');
      },
    )
    .option(
      '--kind <kind>',
      'what the file is, where its content does not say: template\n(hmslint matrix --kind template draft.yaml)',
      (value) => {
        settings.kind = oneOf(kinds, value, 'kind');
      },
    )
    .option(
      '--config <file>',
      'take this configuration, which may say what the file is\n(hmslint matrix --config ci/hmslint.yaml live.yaml)',
      (value) => {
        settings.config = { file: value };
      },
    )
    .option('--no-config', 'look for no configuration\n(hmslint matrix --no-config live.yaml)')
    .addHelpText('after', afterOptions)
    .allowExcessArguments(false);
  if (!parse(command, args)) return 0;
  if (command.getOptionValue('config') === false) {
    if (settings.config !== 'nearest') throw new UsageError('`--config` and `--no-config` contradict each other');
    settings.config = 'none';
  }
  refuseOtherKind(settings.kind, '`--kind` says');
  const subject = await readSubject(command.args[0] ?? '', settings);
  const all = templatesIn(subject);
  const templates = settings.role === undefined ? all : withRole(settings.role, all);
  print(
    written(
      templates.map((template) => pictured(template, subject, settings.role)),
      settings,
    ),
  );
  tellOmissions(subject, templates);
  return 0;
}

const afterOptions = `
Roles that differ in nothing but their names are shown as one. Text fits the terminal, or as many columns as COLUMNS says.
A template with mistakes is shown as far as it is sound; what is left out is told on standard error.

Exit codes:
  0  shown
  2  could not run: usage, the configuration, or a file that cannot be read or holds no template

Colours are used on a terminal; NO_COLOR and FORCE_COLOR are honoured.`;

/** A template of the file, and what is known of it. */
interface Template {
  readonly document: Subject['parts'][number]['document'];
  readonly name: string | undefined;
  readonly meaning: Meaning;
  readonly mistakes: readonly PlacedMistake[];
}

interface PlacedMistake extends Omission {
  readonly offset: number;
}

function written(templates: readonly TemplateMatrix[], { format }: MatrixSettings): string {
  switch (format) {
    case 'text':
      return text(templates, { columns: outputColumns(), colors: usesColors() });
    case 'html':
      return html(templates);
    case 'svg': {
      const size = largestPicture(templates);
      if (size <= mostInTable) return svg(templates);
      throw new UsageError(
        `a picture of ${size} roles is too large (${mostInTable} are not): \`--role\` shows the part of one, \`--format json\` tells all`,
      );
    }
    case 'mermaid': {
      const { chart, arrows } = mermaid(templates);
      if (arrows > mostArrows)
        say(`${arrows} arrows are more than mermaid draws unless its \`maxEdges\` says so (${mostArrows})`);
      return chart;
    }
    case 'json': {
      const pairs = listedPairs(templates);
      if (pairs <= mostPairs) return json(templates);
      throw new UsageError(
        `${pairs} pairs of roles are too many (${mostPairs} are not): \`--role\` shows the part of one`,
      );
    }
  }
}

function templatesIn(subject: Subject): readonly Template[] {
  const { file, parts, secrets } = subject;
  const found: Template[] = [];
  for (const { document, kind } of parts) {
    if (kind !== 'template') {
      refuseOtherKind(parts.length === 1 ? kind : undefined, `${quoted(file.path)} is`);
      say(
        `passed over ${where(file, locate(document, '').value.start)}: it is ${article(kind)}, and a matrix is made of a template`,
      );
      continue;
    }
    const understood = understand(document, kind);
    const { accepted } = understood;
    if (accepted === undefined) {
      const [first] = understood.findings;
      const why = first === undefined ? '' : `: ${visible(secrets.mask(first.message))}`;
      throw new UsageError(
        `${where(file, locate(document, '').value.start)}: nothing of this template can be shown${why}`,
      );
    }
    found.push({
      document,
      name: nameOf(accepted.sound),
      meaning: meaning(accepted.sound),
      mistakes: placed(mistakesIn(document, understood), subject),
    });
  }
  if (found.length === 0) throw new UsageError(`there is no template in ${quoted(file.path)}: a matrix is made of one`);
  return found;
}

function placed(mistakes: readonly Mistake[], { file, secrets }: Subject): readonly PlacedMistake[] {
  if (mistakes.length === 0) return [];
  const lines = new Lines(file.text);
  return mistakes.map((mistake) => ({
    ...mistake,
    message: secrets.mask(mistake.message),
    ...lines.position(mistake.offset),
  }));
}

function nameOf({ template }: Sound): string | undefined {
  return known(() => template?.name);
}

/** Throws a `UsageError` for a kind of which there is no matrix. */
function refuseOtherKind(kind: Kind | undefined, who: string): void {
  if (kind === undefined || kind === 'template') return;
  throw new UsageError(
    `a matrix is made of a template, and ${who} ${article(kind)}: \`hmslint effective\` shows what that means`,
  );
}

function article(kind: Kind): string {
  return kind === 'role' ? 'a role' : kind;
}

/** The templates that have a role. Throws a `UsageError` if none does. */
function withRole(role: string, all: readonly Template[]): readonly Template[] {
  const having = all.filter(({ meaning }) => meaning.role(role) !== undefined);
  if (having.length > 0) return having;
  const names = new Set(all.flatMap(({ meaning }) => meaning.roles.map(({ name }) => name)));
  const guess = didYouMean(role, names);
  const listed = names.size === 0 ? 'it has no roles' : `the roles are ${inWords(names)}`;
  throw new UsageError(`there is no role ${quoted(role)}${visible(`${guess} (${listed})`)}`);
}

function pictured(
  { document, name, meaning, mistakes }: Template,
  { file, secrets }: Subject,
  role: string | undefined,
): TemplateMatrix {
  return {
    path: file.path,
    ...(file.documents.length > 1 && { document: document.index }),
    ...(name !== undefined && { name }),
    matrix: matrixOf(meaning, role),
    omissions: mistakes,
    mask: (text) => secrets.mask(text),
  };
}

/** More are told by linting. */
const mostTold = 10;

/** Says what the matrices do not see. */
function tellOmissions({ file }: Subject, templates: readonly Template[]): void {
  const all = templates.flatMap(({ mistakes }) => mistakes);
  for (const { offset, message } of all.slice(0, mostTold)) say(`${where(file, offset)}: ${visible(message)}`);
  if (all.length === 0) return;
  const more = all.length - mostTold;
  const rest = more > 0 ? `, ${more} of them not listed here` : '';
  say(`the matrix leaves out what is wrong: ${counted(all.length, 'mistake')}${rest}`);
}
