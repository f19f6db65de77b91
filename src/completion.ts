/** The shells that hmslint can be completed in. */
export const shells = ['bash', 'zsh', 'fish'] as const;

/** A shell that hmslint can be completed in. */
export type Shell = (typeof shells)[number];

/** An option, as a shell completes it. */
export interface CompletedOption {
  /** Such as `--format`. */
  readonly name: string;
  /** What it does, on one line. */
  readonly words: string;
  /** What its value may be: words of which one is taken, a file, anything; absent where it takes none. */
  readonly value?: readonly string[] | 'file' | 'any';
}

/** A command, as a shell completes it. */
export interface CompletedCommand {
  readonly name: string;
  readonly words: string;
  readonly options: readonly CompletedOption[];
  /** What stands behind it: some words, paths, folders or nothing. */
  readonly takes: readonly string[] | 'path' | 'folder' | 'nothing';
}

/** The script that teaches a shell the commands; the first of them is the one that needs no name. */
export function completionScript(shell: Shell, commands: readonly [CompletedCommand, ...CompletedCommand[]]): string {
  switch (shell) {
    case 'bash':
      return bash(commands);
    case 'zsh':
      return zsh(commands);
    case 'fish':
      return fish(commands);
  }
}

type Commands = readonly [CompletedCommand, ...CompletedCommand[]];

function bash(commands: Commands): string {
  const [main, ...named] = commands;
  const values = commands.flatMap(({ name, options }) =>
    options.flatMap(({ name: option, value }) => {
      if (value === undefined) return [];
      return typeof value === 'string'
        ? [`    ${name}:${option}) return ;;`]
        : [`    ${name}:${option}) words=${lines(value)} ;;`];
    }),
  );
  const others = commands.map(({ name, options, takes }) => {
    const behind = typeof takes === 'string' ? '' : lines(takes);
    return `        ${name}:-*) words=${lines(options.map((option) => option.name))} ;;${behind === '' ? '' : `\n        ${name}:*) words=${behind} ;;`}`;
  });
  return `# Completes hmslint in bash: put \`source <(hmslint completion bash)\` into ~/.bashrc
_hmslint() {
  local IFS=$'\\n' current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} command=${main.name} words= name
  COMPREPLY=()
  case \${COMP_WORDS[1]} in
    ${commands.map(({ name }) => name).join('|')}) ((COMP_CWORD > 1)) && command=\${COMP_WORDS[1]} ;;
  esac
  # bash takes \`=\` for a word of its own.
  if [[ $current == = ]]; then
    current=
  elif [[ $previous == = ]]; then
    previous=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  case $command:$previous in
${values.join('\n')}
    *)
      case $command:$current in
${others.join('\n')}
      esac
      if ((COMP_CWORD == 1)) && [[ $current != -* ]]; then
        words=${lines([main, ...named].map(({ name }) => name))}
        compopt -o filenames 2> /dev/null
        # Not by a list, in which a name with stars would become other names.
        while read -r name; do COMPREPLY+=("$name"); done < <(compgen -f -- "$current")
      fi
      ;;
  esac
  COMPREPLY+=($(compgen -W "$words" -- "$current"))
  [[ \${#COMPREPLY[@]} == 1 && \${COMPREPLY[0]} == *= ]] && compopt -o nospace 2> /dev/null
  return 0
}
complete -o default -F _hmslint hmslint
`;
}

/** Words for \`compgen -W\`, one a line. */
function lines(words: readonly string[]): string {
  return `$'${words.join('\\n')}'`;
}

function zsh(commands: Commands): string {
  const [main, ...named] = commands;
  const behind = { path: ["'*: :_files'"], folder: ["'1:folder:_files -/'"], nothing: [] };
  const cases = commands.map((command) => {
    const { name, options, takes } = command;
    const specs = [
      ...options.map((option) => inQuotes(zshOption(option))),
      ...(command === main ? ["'1: :_hmslint_first'"] : []),
      ...(typeof takes === 'string' ? behind[takes] : [inQuotes(`1: :(${takes.join(' ')})`)]),
    ];
    return `    ${name})\n      _arguments \\\n        ${specs.join(' \\\n        ')}\n      ;;`;
  });
  return `#compdef hmslint
# Completes hmslint in zsh: put \`source <(hmslint completion zsh)\` into ~/.zshrc, behind compinit
_hmslint_first() {
  local -a commands=(
${[main, ...named].map(({ name, words }) => `    ${inQuotes(`${name}:${words.replaceAll(':', '\\:')}`)}`).join('\n')}
  )
  _describe command commands
  _files
}
_hmslint() {
  local command=${main.name}
  if ((CURRENT > 2)); then
    case $words[2] in
      ${commands.map(({ name }) => name).join('|')})
        command=$words[2]
        shift words
        ((CURRENT--))
        ;;
    esac
  fi
  case $command in
${cases.join('\n')}
  esac
}
if [[ $funcstack[1] == _hmslint ]]; then
  _hmslint "$@"
else
  compdef _hmslint hmslint
fi
`;
}

function zshOption({ name, words, value }: CompletedOption): string {
  const described = `[${words.replaceAll(/[\\[\]:]/g, '\\$&')}]`;
  if (value === undefined) return `${name}${described}`;
  const what = value === 'file' ? '_files' : value === 'any' ? '' : `(${value.join(' ')})`;
  return `*${name}=${described}: :${what}`;
}

function fish(commands: Commands): string {
  const [main, ...named] = commands;
  const names = named.map(({ name }) => name).join(' ');
  const line = (condition: string, ...rest: readonly string[]) =>
    `complete -c hmslint -n ${inQuotes(condition)} ${rest.join(' ')}\n`;
  const rows = commands.flatMap((command) => {
    const condition =
      command === main ? `not __fish_seen_subcommand_from ${names}` : `__fish_seen_subcommand_from ${command.name}`;
    const options = command.options.map(({ name, words, value }) => {
      const taken =
        value === undefined
          ? []
          : value === 'file'
            ? ['-r', '-F']
            : value === 'any'
              ? ['-x']
              : ['-x', '-a', inQuotes(value.join(' '))];
      return line(condition, '-l', name.replace(/^--/, ''), ...taken, '-d', inQuotes(words));
    });
    const { takes } = command;
    if (takes === 'path') return options;
    const behind =
      takes === 'nothing'
        ? []
        : takes === 'folder'
          ? ['-a', "'(__fish_complete_directories)'"]
          : ['-a', inQuotes(takes.join(' '))];
    return [...options, line(condition, '-f', ...behind)];
  });
  const first = commands.map(({ name, words }) => line('__fish_use_subcommand', '-a', name, '-d', inQuotes(words)));
  return `# Completes hmslint in fish: put \`hmslint completion fish | source\` into ~/.config/fish/config.fish\n${first.join('')}${rows.join('')}`;
}

/** A word for any shell, as it is. */
function inQuotes(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
