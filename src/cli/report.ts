import { writeFileSync } from 'node:fs';
import { rules } from '../../rules/index.ts';
import type { Report } from '../diagnostic.ts';
import { reasonOf } from '../files.ts';
import { summaryLine } from '../formats/summary.ts';
import { version } from '../version.ts';
import { documentFormats, type LintSettings, type Output } from './settings.ts';
import { print, printAside, say, usesColors } from './terminal.ts';
import { quoted, UsageError } from './words.ts';

/** Writes a report wherever the settings want it. `aside`: not to standard output, which carries something else. Throws a `UsageError`. */
export async function writeReport(report: Report, settings: LintSettings, aside: boolean): Promise<void> {
  const { outputs, hasStatistics } = settings;
  const toConsole = aside ? printAside : print;
  for (const { format, file } of outputs) {
    if (file !== undefined) {
      writeFile(file, await inFormat(report, format, () => false));
    } else if (documentFormats.includes(format) || report.files.length > 0) {
      toConsole(await inFormat(report, format, aside ? () => false : usesColors));
    }
  }
  if (hasStatistics) {
    const { statistics } = await import('../formats/statistics.ts');
    // A table would break what programs read.
    const isRead = outputs.some(({ format, file }) => file === undefined && format !== 'pretty');
    (isRead ? printAside : toConsole)(statistics(report));
  }
  const files = outputs.flatMap(({ file }) => (file === undefined ? [] : [quoted(file)]));
  if (files.length > 0 && files.length === outputs.length)
    say(`${summaryLine(report)}, written to ${files.join(', ')}`);
}

function writeFile(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`cannot write ${quoted(file)}: ${reasonOf(error)}`);
  }
}

async function inFormat(report: Report, format: Output['format'], colors: () => boolean): Promise<string> {
  switch (format) {
    case 'json':
      return (await import('../formats/json.ts')).json(report);
    case 'github':
      return (await import('../formats/github.ts')).github(report);
    case 'compact':
      return (await import('../formats/compact.ts')).compact(report);
    case 'sarif':
      return (await import('../formats/sarif.ts')).sarif(report, { rules, version, folder: process.cwd() });
    case 'junit':
      return (await import('../formats/junit.ts')).junit(report);
    case 'checkstyle':
      return (await import('../formats/checkstyle.ts')).checkstyle(report);
    case 'gitlab':
      return (await import('../formats/gitlab.ts')).gitlab(report, { folder: process.cwd() });
    case 'pretty':
      // What draws frames takes a while to set up, and so does asking for colours.
      if (isClean(report)) return `${summaryLine(report)}\n`;
      return (await import('../formats/pretty.ts')).pretty(report, { colors: colors() });
  }
}

function isClean({ files }: Report): boolean {
  return files.every(({ diagnostics, error }) => diagnostics.length === 0 && error === undefined);
}
