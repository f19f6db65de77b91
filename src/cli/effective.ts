import { Command } from 'commander';
import { type Kind, kinds } from '../diagnostic.ts';
import { locate } from '../document.ts';
import { effectiveJson, effectiveYaml, type PrintedDocument } from '../formats/effective.ts';
import { counted } from '../formats/summary.ts';
import { recognise } from '../kind.ts';
import { effective } from '../model/effective.ts';
import { masked } from '../secrets.ts';
import { understand } from '../understand.ts';
import { visible } from '../visible.ts';
import type { LintSettings } from './settings.ts';
import { readSubject, type Subject, where } from './subject.ts';
import { print, say } from './terminal.ts';
import { oneOf, parse } from './usage.ts';
import { UsageError } from './words.ts';

/** Prints a file with every default filled in. Gives the exit code; throws a `UsageError`. */
export async function effectiveCommand(args: readonly string[]): Promise<number> {
  const settings: { format: (typeof formats)[number]; kind: Kind | undefined; config: LintSettings['config'] } = {
    format: 'yaml',
    kind: undefined,
    config: 'nearest',
  };
  const command = new Command('hmslint effective')
    .usage('[options] FILE')
    .description(
      'Prints a document with every default filled in, and where each comes from (hmslint effective live.yaml).',
    )
    .argument('<file>', 'the file; `-` is standard input')
    .option(
      '--format <format>',
      'yaml, with comments, or json, with a list of origins\n(hmslint effective --format json live.yaml)',
      (value) => {
        settings.format = oneOf(formats, value, 'format');
      },
    )
    .option(
      '--kind <kind>',
      `what the file is: ${kinds.join(', ')}\n(hmslint effective --kind role host.json)`,
      (value) => {
        settings.kind = oneOf(kinds, value, 'kind');
      },
    )
    .option(
      '--config <file>',
      'take this configuration\n(hmslint effective --config ci/hmslint.yaml live.yaml)',
      (value) => {
        settings.config = { file: value };
      },
    )
    .option('--no-config', 'look for no configuration\n(hmslint effective --no-config live.yaml)')
    .addHelpText('after', afterOptions)
    .allowExcessArguments(false);
  if (!parse(command, args)) return 0;
  if (command.getOptionValue('config') === false) {
    if (settings.config !== 'nearest') throw new UsageError('`--config` and `--no-config` contradict each other');
    settings.config = 'none';
  }
  const subject = await readSubject(command.args[0] ?? '', settings);
  const documents = subject.parts.map((part) => printed(part, subject));
  const { path, text } = subject.file;
  print(settings.format === 'json' ? effectiveJson(path, text, documents) : effectiveYaml(documents));
  return tellMistakes(subject, documents);
}

const formats = ['yaml', 'json'] as const;

const afterOptions = `
What is written stays as it is, in its order, also what the schema refuses; secrets are shown as •••.

Exit codes:
  0  printed
  1  printed, but some of it is refused by the schema
  2  could not run: usage, the configuration, or a file that cannot be read or is no document of the API`;

function printed({ document, kind }: Subject['parts'][number], { secrets }: Subject): PrintedDocument {
  const { value, ...rest } = effective(kind, document.value);
  const recognised = recognise(value);
  return {
    ...rest,
    value: masked(value),
    needsKind: recognised?.kind !== kind || !recognised.certain,
    refused: new Map(
      understand(document, kind).leftOut.map(({ pointer, part, rule, message }) => [
        pointer,
        { part, rule, message: secrets.mask(message) },
      ]),
    ),
    locate: (pointer) => document.locate(pointer)?.value,
  };
}

/** More are told by linting. */
const mostTold = 10;

/** Says what of a file is not as it should be. Gives the exit code. */
function tellMistakes({ file, parts, secrets }: Subject, documents: readonly PrintedDocument[]): number {
  const mistakes = parts.flatMap(({ document }, index) => [
    ...document.problems.map(({ range, message }) => ({ offset: range.start, message: secrets.mask(message) })),
    ...Array.from(documents[index]?.refused ?? [], ([pointer, { part, message }]) => {
      const { key, value } = locate(document, pointer);
      return { offset: (part === 'key' ? (key ?? value) : value).start, message };
    }),
  ]);
  if (mistakes.length === 0) return 0;
  mistakes.sort((a, b) => a.offset - b.offset);
  for (const { offset, message } of mistakes.slice(0, mostTold)) say(`${where(file, offset)}: ${visible(message)}`);
  const more = mistakes.length - mostTold;
  const rest = more > 0 ? `, ${more} of them not listed here` : '';
  say(`printed with ${counted(mistakes.length, 'mistake')}${rest}: what is wrong stays as it is written`);
  return 1;
}
