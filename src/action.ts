import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withoutSuppressed } from './action/code-scanning.ts';
import { countsOf, readFindings } from './action/findings.ts';
import { lintArguments, readInputs } from './action/inputs.ts';
import { noReport, stepSummary } from './action/step-summary.ts';

// The step of the GitHub Action that lints: annotations in the log, a summary, and outputs for the steps after it.
const { RUNNER_TEMP = tmpdir(), GITHUB_STEP_SUMMARY, GITHUB_OUTPUT } = process.env;
const inputs = readInputs(process.env);
const report = join(mkdtempSync(join(RUNNER_TEMP, 'hmslint-')), 'report.json');
const { status } = spawnSync(
  process.execPath,
  [join(import.meta.dirname, 'cli.cjs'), ...lintArguments(inputs, report)],
  {
    stdio: ['ignore', 'inherit', 'inherit'],
  },
);
const exitCode = status ?? 2;
const findings = readFindings(readIfThere(report));
const counts = countsOf(findings ?? []);

append(GITHUB_STEP_SUMMARY, findings === undefined ? noReport : stepSummary(findings));
output('exit-code', String(exitCode));
output('errors', String(counts.error));
output('warnings', String(counts.warning));
output('infos', String(counts.info));
output('report', findings === undefined ? '' : report);
// Code scanning takes what is missing from an upload for mended: a run that could not see all files uploads nothing.
const sarif = exitCode < 2 ? (inputs.sarif ?? '') : '';
if (sarif !== '') writeFileSync(sarif, withoutSuppressed(readFileSync(sarif, 'utf8')));
output('sarif', sarif);
process.exitCode = exitCode;

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Then hmslint has said why.
    return '';
  }
}

/** Nobody can guess what ends the value, so that no value can give another output. */
function output(name: string, value: string): void {
  const end = randomUUID();
  append(GITHUB_OUTPUT, `${name}<<${end}\n${value}\n${end}\n`);
}

/** Outside a runner there is no such file. */
function append(file: string | undefined, text: string): void {
  if (file !== undefined && file !== '') appendFileSync(file, text);
}
