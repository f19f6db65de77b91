import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { root } from './installed.ts';

/** What all editors are given: one mistake that is mended safely, one that is not, and what follows from it. */
export const template = `name: classroom
roles:
  teacher:
    publishParams:
      allowed: [audio, video]
      video: { bitrate: 850, width: 1280, height: 720, frameRate: 30 }
    subscribeParams:
      subscribeToRoles: [teacher, studnt]
  student:
    publishParams:
      allowed: [audio]
    subscribeParams:
      subscribeToRoles: [teacher]
`;

/** What editors show of a finding, its places counted from 0. */
export interface Shown {
  readonly rule: string;
  readonly message: string;
  readonly start: readonly [line: number, character: number];
  readonly end: readonly [line: number, character: number];
}

/** What the command line finds in a file. */
export function findingsOf(path: string): readonly Shown[] {
  const cli = join(root, 'dist/cli.cjs');
  const args = [cli, '--fail-on', 'never', '--format', 'json', path];
  const stdout = execFileSync(process.execPath, args, { cwd: dirname(path), encoding: 'utf8' });
  const report: Report = JSON.parse(stdout);
  return report.files.flatMap(({ diagnostics }) =>
    diagnostics.map(({ rule, message, range: { start, end } }) => ({
      rule,
      message,
      start: [start.line - 1, start.column - 1] as const,
      end: [end.line - 1, end.column - 1] as const,
    })),
  );
}

interface Place {
  readonly line: number;
  readonly column: number;
}
interface Report {
  readonly files: readonly {
    readonly diagnostics: readonly {
      readonly rule: string;
      readonly message: string;
      readonly range: { readonly start: Place; readonly end: Place };
    }[];
  }[];
}
