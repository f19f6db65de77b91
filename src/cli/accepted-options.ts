import type { Command } from 'commander';
import type { BaselineSettings, LintSettings } from './settings.ts';
import { UsageError } from './words.ts';

/** The settings that say which findings are known already. */
export type AcceptedSettings = Pick<LintSettings, 'since' | 'isStaged'> & { readonly baseline?: BaselineSettings };

/** Adds the options that say which findings are known already. `example` makes the words of an option. */
export function addAcceptedOptions(command: Command, example: (words: string, args: string) => string): void {
  command
    .option(
      '--baseline <file>',
      example('leave out the findings that this file knows', '--baseline hmslint-baseline.json templates/'),
    )
    .option(
      '--update-baseline',
      example(
        'write what is found now to the file of --baseline',
        '--baseline hmslint-baseline.json --update-baseline templates/',
      ),
    )
    .option(
      '--since <ref>',
      example('report what is new since the work left this branch or commit', '--since origin/main templates/'),
    )
    .option('--staged', example('lint what is staged for a commit, and report what is new in it', '--staged'));
}

/** What the options ask for that were added by {@link addAcceptedOptions}. Throws a `UsageError` where they contradict others. */
export function readAccepted(
  command: Command,
  { paths, stdinFilename, isMending }: Pick<LintSettings, 'paths' | 'stdinFilename'> & { readonly isMending: boolean },
): AcceptedSettings {
  const baseline: unknown = command.getOptionValue('baseline');
  const since: unknown = command.getOptionValue('since');
  const isStaged = command.getOptionValue('staged') === true;
  const isUpdated = command.getOptionValue('updateBaseline') === true;
  const hasStandardInput = paths.includes('-');
  if (baseline === '') throw new UsageError('`--baseline` lacks the file, such as `--baseline hmslint-baseline.json`');
  if (since === '') throw new UsageError('`--since` lacks the branch or commit, such as `--since origin/main`');
  if (isStaged && since !== undefined) {
    throw new UsageError('`--staged` and `--since` compare with different states: give one of them');
  }
  if (isStaged && isMending) {
    throw new UsageError(
      '`--staged` lints what is in the index, and fixes change the files: give `--fix` or `--diff` without `--staged`, then stage what it did',
    );
  }
  if (isStaged && hasStandardInput) {
    throw new UsageError('`--staged` lints what is in the index: standard input is not in it');
  }
  if (since !== undefined && hasStandardInput && stdinFilename === undefined) {
    throw new UsageError(
      '`--since` needs to know which file standard input is: name it, such as `--stdin-filename live.yaml`',
    );
  }
  if (isUpdated) {
    if (baseline === undefined) {
      throw new UsageError(
        '`--update-baseline` needs the file to write: `--baseline hmslint-baseline.json --update-baseline`',
      );
    }
    if (isStaged || since !== undefined) {
      throw new UsageError(
        `\`--update-baseline\` sets aside what is found in the files as they are: leave out \`${isStaged ? '--staged' : '--since'}\``,
      );
    }
    if (isMending) {
      throw new UsageError(
        '`--update-baseline` sets aside what is found now: run `--fix` first, then `--update-baseline` alone',
      );
    }
    if (hasStandardInput) {
      throw new UsageError('`--update-baseline` sets findings in files aside: standard input is none');
    }
  }
  return {
    ...(typeof baseline === 'string' && { baseline: { file: baseline, isUpdated } }),
    ...(typeof since === 'string' && { since }),
    isStaged,
  };
}
