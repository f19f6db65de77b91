import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { rules } from '../../rules/index.ts';
import { readFile, reasonOf } from '../files.ts';
import { plan } from '../formats/plan.ts';
import { planJson } from '../formats/plan-json.ts';
import { planMarkdown } from '../formats/plan-markdown.ts';
import { makePlan } from '../push/plan.ts';
import { isPlanFile, planFileText } from '../push/plan-file.ts';
import type { SecretValues } from '../push/secret-values.ts';
import { Stop } from '../push/stop.ts';
import { type PlanView, viewOf } from '../push/view.ts';
import { connect, guarded, printFindings, tellLeftovers, workspaceHere } from './deploy.ts';
import { type DeploySettings, type PlanSettings, readPlanOptions } from './deploy-options.ts';
import { type Intention, intend } from './intend.ts';
import { Progress } from './progress.ts';
import { print, say, usesColors } from './terminal.ts';
import { quoted } from './words.ts';

/** Shows what push would change; sends nothing that writes. Gives the exit code; throws a `UsageError`. */
export async function planCommand(args: readonly string[]): Promise<number> {
  const settings = readPlanOptions(
    args,
    rules.map(({ id }) => id),
  );
  if (settings === 'help') return 0;
  return guarded((secrets) => run(settings, secrets));
}

async function run(settings: PlanSettings, secrets: SecretValues): Promise<number> {
  const { output, hasExitCode, destination, timeout } = settings;
  if (output !== undefined) refuseOther(output);
  const intention = await intend(settings, secrets);
  const remote = connect(secrets, timeout);
  await tellLeftovers(workspaceHere(), remote);
  const progress = new Progress();
  let view: PlanView;
  try {
    const { documents } = intention;
    const plans = await makePlan(remote.api, documents, destination, secrets, (done) =>
      progress.tell('planned', done, documents.length),
    );
    view = viewOf(plans, secrets);
  } catch (error) {
    progress.end();
    // What lint found may be why.
    if (intention.hasErrors && settings.format === 'pretty') printFindings(intention.report, secrets);
    if (!(intention.hasErrors && error instanceof Stop && error.code === 4)) throw error;
    say(secrets.hide(error.message));
    return 1;
  }
  progress.end();
  show(view, intention, settings, secrets);
  if (output !== undefined) keep(output, planFileText(view, destination));
  if (intention.hasErrors) return 1;
  return hasExitCode && view.documents.some(({ action }) => action !== 'none') ? 3 : 0;
}

/** Prints a plan, and what lint found. */
export function show(
  view: PlanView,
  { report, hasErrors }: Intention,
  { format }: DeploySettings,
  secrets: SecretValues,
): void {
  switch (format) {
    case 'json':
      print(planJson(view, report, (text) => secrets.hide(text)));
      break;
    case 'markdown':
      print(planMarkdown(view, report, (text) => secrets.hide(text)));
      break;
    case 'pretty':
      printFindings(report, secrets);
      print(plan(view, { colors: usesColors() }));
  }
  if (hasErrors) say('there are lint errors: push would refuse');
}

/** A plan must not take the place of something else that somebody named by mistake. */
function refuseOther(path: string): void {
  if (!existsSync(path)) return;
  const reading = readFile(path);
  if ('text' in reading && isPlanFile(reading.text)) return;
  throw new Stop(2, `${quoted(path)} is there already, and is no plan: give \`--output\` another file`);
}

function keep(path: string, text: string): void {
  const copy = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(copy, text, { flag: 'wx', mode: 0o600 });
    renameSync(copy, path);
  } catch (error) {
    rmSync(copy, { force: true });
    throw new Stop(2, `cannot write ${quoted(path)}: ${reasonOf(error)}`);
  }
  say(`the plan is kept in ${quoted(path)}: push it with \`hmslint push --plan\``);
}
