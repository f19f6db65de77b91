import { Command } from 'commander';
import { type Kind, kinds, type Severity, severities } from '../diagnostic.ts';
import type { Destination } from '../push/intended.ts';
import { type LintSettings, levels, plainSettings } from './settings.ts';
import { knownRule, oneOf, parse, type Read } from './usage.ts';
import { quoted, UsageError } from './words.ts';

/** The formats that a plan is shown in. */
export const planFormats = ['pretty', 'json', 'markdown'] as const;

/** What the command line of `hmslint plan` and `hmslint push` asks for. */
export interface DeploySettings {
  readonly paths: readonly string[];
  readonly destination: Destination;
  readonly format: (typeof planFormats)[number];
  /** In milliseconds: how long one request may take. */
  readonly timeout: number;
  /** How the files are linted. */
  readonly lint: LintSettings;
}

export interface PlanSettings extends DeploySettings {
  /** The file that the plan is written to. */
  readonly output?: string;
  /** Whether the exit code says that something would change. */
  readonly hasExitCode: boolean;
}

export interface PushSettings extends DeploySettings {
  /** Whether nobody needs to be asked. */
  readonly isAgreed: boolean;
  readonly allowedRoles: ReadonlySet<string>;
  /** Whether documents are written too in which nothing differs that can be compared. */
  readonly isRewriting: boolean;
  /** Pointers to what may be deleted, from the top of the template. */
  readonly allowed: ReadonlySet<string>;
  /** The file of the plan that is to be done. */
  readonly plan?: string;
}

/** In milliseconds. */
export const usualTimeout = 20_000;

/** Reads the options of `hmslint plan`. Gives `help` where that was asked for; throws a `UsageError`. */
export function readPlanOptions(
  args: readonly string[],
  rules: readonly string[],
  read: Read = parse,
): PlanSettings | 'help' {
  let output: string | undefined;
  const { command, settings } = shared('plan', rules);
  command
    .description('Shows what push would change: reads files and the API, and writes nothing to it.')
    .option(
      '-o, --output <file>',
      example('keep the plan, for push --plan', 'plan live.yaml -o plan.json'),
      (value) => {
        output = value;
      },
    )
    .option('--exit-code', example('exit with 3 if anything would change', 'plan --exit-code live.yaml'));
  if (!read(command, args)) return 'help';
  if (output === '') throw new UsageError('`--output` lacks the file, such as `-o plan.json`');
  return {
    ...settings(needsFiles(command)),
    ...(output !== undefined && { output }),
    hasExitCode: command.getOptionValue('exitCode') === true,
  };
}

/** Reads the options of `hmslint push`. Gives `help` where that was asked for; throws a `UsageError`. */
export function readPushOptions(
  args: readonly string[],
  rules: readonly string[],
  read: Read = parse,
): PushSettings | 'help' {
  const allowedRoles = new Set<string>();
  const allowed = new Set<string>();
  let plan: string | undefined;
  const { command, settings } = shared('push', rules);
  command
    .description('Writes templates and parts of them to the API, after showing what changes and asking.')
    .option('--yes', example('do not ask; needed where there is no terminal', 'push --yes live.yaml'))
    .option(
      '--allow-delete-role <name>',
      example('let this role disappear; may be repeated', 'push --allow-delete-role viewer live.yaml'),
      (value) => void allowedRoles.add(value),
    )
    .option(
      '--allow-delete <pointer>',
      example(
        'let this destination, plugin or storage disappear; may be repeated',
        'push --allow-delete /destinations/hlsDestinations/main live.yaml',
      ),
      (value) => void allowed.add(readPointer(value)),
    )
    .option(
      '--rewrite',
      example(
        'write also where only secrets may differ that the API does not show, as after a new storage key',
        'push --rewrite live.yaml',
      ),
    )
    .option('--plan <file>', example('do exactly what this plan says', 'push --plan plan.json'), (value) => {
      plan = value;
    });
  if (!read(command, args)) return 'help';
  if (plan === '') throw new UsageError('`--plan` lacks the file, such as `--plan plan.json`');
  return {
    ...settings(plan === undefined ? needsFiles(command) : command.args),
    isAgreed: command.getOptionValue('yes') === true,
    isRewriting: command.getOptionValue('rewrite') === true,
    allowedRoles,
    allowed,
    ...(plan !== undefined && { plan }),
  };
}

function shared(name: 'plan' | 'push', rules: readonly string[]) {
  const changed = new Map<string, Severity | 'off'>();
  let template: string | undefined;
  let role: string | undefined;
  let format: DeploySettings['format'] = 'pretty';
  let timeout = usualTimeout;
  let kind: Kind | undefined;
  let config: string | undefined;
  const ignored = 'taken as lint takes it, and without effect: every error stops a push';
  const command = new Command(`hmslint ${name}`)
    .usage('[options] FILE...')
    .argument('[files...]', 'files, folders and quoted globs')
    .option(
      '--template <id-or-name>',
      example('the template, for roles, settings and other parts of one', `${name} host.yaml --template webinar`),
      (value) => {
        template = given(value, '--template');
      },
    )
    .option(
      '--role <name>',
      example('the role that a role document is', `${name} host.yaml --template webinar --role host`),
      (value) => {
        role = given(value, '--role');
      },
    )
    .option(
      '--format <format>',
      example(`how the plan is shown: ${planFormats.join(', ')}`, `${name} --format markdown live.yaml`),
      (value) => {
        format = oneOf(planFormats, value, 'format');
      },
    )
    .option(
      '--kind <kind>',
      example(`what the files are: ${kinds.join(', ')}`, `${name} --kind role host.json`),
      (value) => {
        kind = oneOf(kinds, value, 'kind');
      },
    )
    .option('--config <file>', example('take this configuration', `${name} --config ci.yaml live.yaml`), (value) => {
      config = value;
    })
    .option('--no-config', example('look for no configuration', `${name} --no-config live.yaml`))
    .option(
      '--rule <rule=severity>',
      example('change a rule: off, info, warning, error; may be repeated', `${name} --rule rtmp-url=off live.yaml`),
      (value) => void changed.set(...readChange(value, rules)),
    )
    .option(
      '--timeout <seconds>',
      example('how long one request may take', `${name} --timeout 60 live.yaml`),
      (value) => {
        timeout = readTimeout(value);
      },
    )
    .option('--fail-on <severity>', example(ignored, `${name} --fail-on warning live.yaml`), (value) => {
      oneOf(levels, value, 'severity');
    })
    .option('--only <rule>', example(ignored, `${name} --only unknown-role live.yaml`), (value) => {
      knownRule(rules, value);
    })
    .option('--baseline <file>', example(ignored, `${name} --baseline known.json live.yaml`))
    .addHelpText('after', environment);
  const settings = (paths: readonly string[]): DeploySettings => {
    const hasNoConfig = command.getOptionValue('config') === false;
    if (config !== undefined && hasNoConfig) throw new UsageError('`--config` and `--no-config` contradict each other');
    return {
      paths,
      destination: { ...(template !== undefined && { template }), ...(role !== undefined && { role }) },
      format,
      timeout,
      lint: {
        ...plainSettings(paths),
        severities: changed,
        ...(kind !== undefined && { kind }),
        config: config !== undefined ? { file: config } : hasNoConfig ? 'none' : 'nearest',
      },
    };
  };
  return { command, settings };
}

/** What is said of signing in, and of exit codes. */
export const environment = `
From the environment:
  HMS_MANAGEMENT_TOKEN, or HMS_ACCESS_KEY and HMS_SECRET   how to sign in
  HMS_API_URL                                             where the API is, if not https://api.100ms.live/v2
  https_proxy, http_proxy, no_proxy                       proxies
  \${NAME} in files                                        storage, stream keys, and what the configuration lists

Exit codes:
  0  done, or nothing to do
  1  lint errors
  2  could not run: usage, the configuration, a variable that is not set, the network
  3  plan --exit-code: something would change
  4  refused, and nothing was written
  5  stopped after something may have been written: the message says what is known`;

function example(words: string, args: string): string {
  return `${words}\n(hmslint ${args})`;
}

function needsFiles(command: Command): readonly string[] {
  const { args } = command;
  if (args.length === 0)
    throw new UsageError(`\`${command.name()}\` lacks its files: \`${command.name()} ${command.usage()}\``);
  if (args.includes('-')) throw new UsageError(`\`${command.name()}\` takes files, and no standard input`);
  return args;
}

function given(value: string, option: string): string {
  if (value === '') throw new UsageError(`the option \`${option}\` lacks its value`);
  return value;
}

function readPointer(value: string): string {
  if (/^\/.+/.test(value)) return value.replace(/\/+$/, '');
  throw new UsageError(
    `\`--allow-delete\` takes a pointer such as \`/plugins/whiteboard\`, found ${quoted(value)}; a role takes \`--allow-delete-role\``,
  );
}

/** In milliseconds. */
export function readTimeout(value: string): number {
  const seconds = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  if (seconds > 0 && seconds <= 600) return seconds * 1000;
  throw new UsageError(`\`--timeout\` takes seconds, up to 600, found ${quoted(value)}`);
}

function readChange(value: string, rules: readonly string[]): [string, Severity | 'off'] {
  const end = value.indexOf('=');
  if (end < 0) throw new UsageError(`\`--rule\` takes RULE=SEVERITY, such as \`rtmp-url=off\`, found ${quoted(value)}`);
  const all = [...severities, 'off'] as const;
  return [knownRule(rules, value.slice(0, end)), oneOf(all, value.slice(end + 1), 'severity')];
}
