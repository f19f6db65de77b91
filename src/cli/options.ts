import { Command } from 'commander';
import { type Kind, kinds, type Severity, severities } from '../diagnostic.ts';
import { realPath } from '../files.ts';
import { addAcceptedOptions, readAccepted } from './accepted-options.ts';
import { formats, type LintSettings, levels, type Output, usualOutput } from './settings.ts';
import { knownRule, oneOf, parse, type Read } from './usage.ts';
import { quoted, UsageError } from './words.ts';

/** Reads the options of `hmslint lint`. Gives `version` or `help` where one was asked for; throws a `UsageError`. */
export function readLintOptions(
  args: readonly string[],
  rules: readonly string[],
  read: Read = parse,
): LintSettings | 'version' | 'help' {
  const outputs: Output[] = [];
  const changed = new Map<string, Severity | 'off'>();
  const only = new Set<string>();
  let failOn: LintSettings['failOn'] = 'error';
  let maxWarnings = Number.POSITIVE_INFINITY;
  let kind: Kind | undefined;
  let stdinFilename: string | undefined;
  let config: string | undefined;

  const command = new Command('hmslint')
    .usage('[lint] [options] [paths...]')
    .description('Finds the mistakes in 100ms.live templates: in files, folders and globs; here, if none is given.')
    .argument('[paths...]', 'files, folders and quoted globs; `-` is standard input')
    .option(
      '--format <format>',
      example(
        `${formats.join(', ')}; json=FILE writes a file; may be repeated; github by itself inside GitHub Actions`,
        '--format pretty --format sarif=out.sarif',
      ),
      (value) => void outputs.push(readOutput(value)),
    )
    .option('--fix', example('apply the safe fixes, and report what is left', '--fix templates/'))
    .option(
      '--unsafe-fixes',
      example('with --fix or --diff: also the fixes that are a guess', '--fix --unsafe-fixes a.yaml'),
    )
    .option('--diff', example('show what --fix would change, and write nothing', '--diff templates/'))
    .option(
      '--fail-on <severity>',
      example('the least severity that makes the exit code 1: error, warning, info, never', '--fail-on warning'),
      (value) => {
        failOn = oneOf(levels, value, 'severity');
      },
    )
    .option(
      '--max-warnings <number>',
      example('exit with 1 if there are more warnings', '--max-warnings 10'),
      (value) => {
        maxWarnings = readCount(value);
      },
    )
    .option('--quiet', example('show errors only, and fail for nothing else but --max-warnings', '--quiet templates/'))
    .option(
      '--rule <rule=severity>',
      example('change a rule: off, info, warning, error; may be repeated', '--rule unheard-role=off'),
      (value) => void changed.set(...readChange(value, rules)),
    )
    .option(
      '--only <rule>',
      example('run this rule and no other; may be repeated', '--only unknown-role --only rtmp-url'),
      (value) => void only.add(knownRule(rules, value)),
    )
    .option(
      '--config <file>',
      example('take this configuration for every file', '--config ci/hmslint.yaml'),
      (value) => {
        config = value;
      },
    )
    .option('--no-config', example('look for no configuration', '--no-config templates/'))
    .option('--kind <kind>', example(`what the files are: ${kinds.join(', ')}`, '--kind role host.json'), (value) => {
      kind = oneOf(kinds, value, 'kind');
    })
    .option(
      '--skip-unrecognised',
      example('pass over files that are no document of the API, also where named', '--skip-unrecognised *.yaml'),
    )
    .option(
      '--stdin-filename <name>',
      example('the name of what standard input carries', '--stdin-filename live.yaml < live.yaml'),
      (value) => {
        stdinFilename = value;
      },
    );
  addAcceptedOptions(command, example);
  command
    .option('--statistics', example('count the findings of each rule', '--statistics templates/'))
    .option('--timing', example('say what takes how long, by phase and rule', '--timing templates/'))
    .option('-V, --version', example('say which version this is', '--version'))
    .addHelpText('after', afterOptions);

  if (!read(command, args)) return 'help';
  const isSet = (name: string) => command.getOptionValue(name) === true;
  if (isSet('version')) return 'version';
  const hasNoConfig = command.getOptionValue('config') === false;
  if (config !== undefined && hasNoConfig) throw new UsageError('`--config` and `--no-config` contradict each other');
  const isMending = isSet('fix') || isSet('diff');
  if (isSet('unsafeFixes') && !isMending) {
    throw new UsageError(
      '`--unsafe-fixes` says which fixes to apply: give `--fix` to apply them, or `--diff` to see them',
    );
  }
  if (isSet('diff') && outputs.some(({ file }) => file === undefined)) {
    throw new UsageError('`--diff` takes standard output: give the format a file, such as `--format json=report.json`');
  }
  const paths = readPaths(command.args, stdinFilename);
  refuseOverwriting(outputs, [
    ...paths.filter((path) => path !== '-'),
    stdinFilename,
    config,
    command.getOptionValue('baseline'),
  ]);
  return {
    paths,
    outputs: outputs.length > 0 || isSet('diff') ? checked(outputs) : [usualOutput()],
    failOn,
    maxWarnings,
    isQuiet: isSet('quiet'),
    severities: changed,
    ...(only.size > 0 && { only }),
    ...(kind !== undefined && { kind }),
    skipsUnrecognised: isSet('skipUnrecognised'),
    ...(stdinFilename !== undefined && { stdinFilename }),
    fixes: isMending ? (isSet('unsafeFixes') ? 'all' : 'safe') : 'none',
    isDiff: isSet('diff'),
    config: config !== undefined ? { file: config } : hasNoConfig ? 'none' : 'nearest',
    ...readAccepted(command, { paths, ...(stdinFilename !== undefined && { stdinFilename }), isMending }),
    hasStatistics: isSet('statistics'),
    isTimed: isSet('timing'),
  };
}

const afterOptions = `
Commands:
  hmslint plan FILE...          what push would change on the server
  hmslint push FILE...          writes templates to the API
  hmslint pull NAME-OR-ID       writes a template of the API to a file
  hmslint effective FILE        the document with every default filled in, and where each comes from
  hmslint matrix FILE           who hears and sees whom, and who may do what
  hmslint explain RULE          what a rule finds, why, examples, how to switch it off
  hmslint rules                 all rules; \`--format json\` for programs
  hmslint init [FOLDER]         an example template, a configuration, a pre-commit entry; never overwrites
  hmslint completion SHELL      completion for bash, zsh or fish
  hmslint lint PATH             lints a path that is called like a command

Exit codes:
  0  nothing at or above --fail-on
  1  findings
  2  could not run: usage, the configuration, or a file that cannot be read or written

Colours are used on a terminal; NO_COLOR and FORCE_COLOR are honoured.`;

function example(words: string, args: string): string {
  return `${words}\n(hmslint ${args})`;
}

function readOutput(value: string): Output {
  const end = value.indexOf('=');
  const format = oneOf(formats, end < 0 ? value : value.slice(0, end), 'format');
  if (end < 0) return { format };
  const file = value.slice(end + 1);
  if (file === '')
    throw new UsageError(`\`--format ${format}=\` lacks the file, such as \`--format ${format}=report.txt\``);
  return { format, file };
}

/** What goes to one place would be mixed up. */
function checked(outputs: readonly Output[]): readonly Output[] {
  const places = new Set<string | undefined>();
  for (const { format, file } of outputs) {
    const where = file === undefined ? undefined : realPath(file);
    if (places.has(where)) {
      const place = file === undefined ? 'standard output' : quoted(file);
      throw new UsageError(
        `two formats would be written to ${place}: give one a file, such as \`--format ${format}=FILE\``,
      );
    }
    places.add(where);
  }
  return outputs;
}

/** A report takes the place of no file that the run reads by its name. */
function refuseOverwriting(outputs: readonly Output[], read: readonly unknown[]): void {
  const places = new Set(read.flatMap((path) => (typeof path === 'string' ? [realPath(path)] : [])));
  for (const { format, file } of outputs) {
    if (file === undefined || !places.has(realPath(file))) continue;
    throw new UsageError(
      `the report would overwrite ${quoted(file)}, which is read: give it another file, such as \`--format ${format}=FILE\``,
    );
  }
}

function readCount(value: string): number {
  if (/^\d{1,15}$/.test(value)) return Number(value);
  throw new UsageError(`\`--max-warnings\` takes a whole number from 0, found ${quoted(value)}`);
}

function readChange(value: string, rules: readonly string[]): [string, Severity | 'off'] {
  const end = value.indexOf('=');
  if (end < 0)
    throw new UsageError(`\`--rule\` takes RULE=SEVERITY, such as \`unheard-role=off\`, found ${quoted(value)}`);
  const all = [...severities, 'off'] as const;
  return [knownRule(rules, value.slice(0, end)), oneOf(all, value.slice(end + 1), 'severity')];
}

function readPaths(given: readonly string[], stdinFilename: string | undefined): readonly string[] {
  if (stdinFilename === undefined) return given.length > 0 ? given : ['.'];
  if (stdinFilename === '')
    throw new UsageError('`--stdin-filename` lacks the name, such as `--stdin-filename live.yaml`');
  if (given.length > 0 && !given.includes('-')) {
    throw new UsageError('`--stdin-filename` names what standard input carries: give `-` as a path, or no path');
  }
  return given.length > 0 ? given : ['-'];
}
