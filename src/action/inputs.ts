/** What the workflow asks of the action: its inputs, as action.yml hands them over in the environment. */
export interface Inputs {
  /** Files, folders and globs. */
  readonly paths: readonly string[];
  /** Where to write SARIF; absent where nobody wants it. */
  readonly sarif?: string;
  /** The options of `hmslint lint` that are given as inputs of the same name. */
  readonly options: readonly string[];
}

/** The inputs that are options of the command line too. */
const named = {
  INPUT_FAIL_ON: 'fail-on',
  INPUT_SINCE: 'since',
  INPUT_BASELINE: 'baseline',
  INPUT_CONFIG: 'config',
} as const;

/** Reads the inputs: an empty one counts as not given; each line of `paths` is a path. */
export function readInputs(env: { readonly [name: string]: string | undefined }): Inputs {
  const paths = (env.INPUT_PATHS ?? '')
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const options = Object.entries(named).flatMap(([name, option]) => {
    const value = env[name]?.trim() ?? '';
    return value === '' ? [] : [`--${option}=${value}`];
  });
  const sarif = env.INPUT_SARIF?.trim() ?? '';
  return { paths: paths.length > 0 ? paths : ['.'], options, ...(sarif !== '' && { sarif }) };
}

/** The arguments of hmslint for these inputs; the report goes to the file `report` as JSON. */
export function lintArguments({ paths, options, sarif }: Inputs, report: string): readonly string[] {
  const formats = [
    '--format=github',
    `--format=json=${report}`,
    ...(sarif === undefined ? [] : [`--format=sarif=${sarif}`]),
  ];
  // A path is a path, whatever it begins with.
  return ['lint', ...formats, ...options, '--', ...paths];
}
