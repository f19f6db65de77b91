import { createInterface } from 'node:readline';
import { rules } from '../../rules/index.ts';
import { readFile } from '../files.ts';
import { counted } from '../formats/summary.ts';
import { type Backup, writeBackup } from '../push/backup.ts';
import { titleOf } from '../push/intended.ts';
import { Journal, refuseConcurrent } from '../push/journal.ts';
import { isChanging, makePlan, type Planned } from '../push/plan.ts';
import { expectAsKept, type KeptPlan, readPlanFile } from '../push/plan-file.ts';
import { type Pushed, Pusher, PushRefused } from '../push/push.ts';
import type { SecretValues } from '../push/secret-values.ts';
import { Stop } from '../push/stop.ts';
import { viewOf } from '../push/view.ts';
import { readSource } from '../read.ts';
import { inShell, visible } from '../visible.ts';
import { blame } from './blame.ts';
import { connect, guarded, printFindings, type Remote, tellLeftovers, workspaceHere } from './deploy.ts';
import { type PushSettings, readPushOptions } from './deploy-options.ts';
import { intend, rulesAgainst } from './intend.ts';
import { show } from './plan.ts';
import { Progress } from './progress.ts';
import { printAside, say } from './terminal.ts';
import { quoted, UsageError } from './words.ts';

/** Writes documents to the API, after showing what changes. Gives the exit code; throws a `UsageError`. */
export async function pushCommand(args: readonly string[]): Promise<number> {
  const settings = readPushOptions(
    args,
    rules.map(({ id }) => id),
  );
  if (settings === 'help') return 0;
  return guarded((secrets) => prepare(settings, secrets));
}

/** Takes files and destination from the plan that is to be done. */
async function prepare(settings: PushSettings, secrets: SecretValues): Promise<number> {
  if (settings.plan === undefined) return run(settings, undefined, secrets);
  const reading = readFile(settings.plan);
  if ('error' in reading) throw new Stop(2, `cannot read ${quoted(settings.plan)}: ${reading.error}`);
  const kept = readPlanFile(reading.text, settings.plan);
  const { template, role } = settings.destination;
  if (template !== undefined || role !== undefined) {
    throw new UsageError('`--plan` says where it goes: `--template` and `--role` belong to `hmslint plan`');
  }
  const { paths } = settings;
  if (paths.length > 0 && (paths.length !== kept.files.length || paths.some((path) => !kept.files.includes(path)))) {
    throw new UsageError(`the plan is for ${kept.files.map(quoted).join(', ')}: give those files, or none`);
  }
  const lint = { ...settings.lint, paths: kept.files };
  return run({ ...settings, paths: kept.files, lint, destination: kept.destination }, kept, secrets);
}

async function run(settings: PushSettings, kept: KeptPlan | undefined, secrets: SecretValues): Promise<number> {
  const intention = await intend(settings, secrets);
  if (intention.hasErrors) {
    printFindings(intention.report, secrets);
    say('nothing was pushed: mend the errors first');
    return 1;
  }
  const remote = connect(secrets, settings.timeout);
  const leftover = await tellLeftovers(workspaceHere(), remote);
  const progress = new Progress();
  let plans: readonly Planned[];
  try {
    const { documents } = intention;
    plans = await makePlan(remote.api, documents, settings.destination, secrets, (done) =>
      progress.tell('planned', done, documents.length),
    );
  } finally {
    progress.end();
  }
  const view = viewOf(plans, secrets);
  show(view, intention, settings, secrets);
  if (kept !== undefined) expectAsKept(kept, view);
  const changing = plans.filter((planned) => isChanging(planned) || (settings.isRewriting && hidesSecrets(planned)));
  if (changing.length > 0) {
    refuseUnsendable(changing);
    refuseUnallowed(changing, settings, secrets);
    refuseConcurrent(leftover, changing, secrets);
    await agree(changing, settings.isAgreed);
    for (const each of leftover) each.forget();
    await pushAll(changing, remote);
    return 0;
  }
  for (const each of leftover) each.forget();
  say('nothing was sent');
  return 0;
}

/** Whether secrets are to be there that the API does not show: whether they differ is not known. */
function hidesSecrets({ compared }: Planned): boolean {
  return compared.notCompared.length > 0;
}

function refuseUnsendable(plans: readonly Planned[]): void {
  for (const { compared, intended } of plans) {
    const [first] = compared.unsendable;
    if (first === undefined) continue;
    throw new Stop(
      4,
      `\`${visible(first)}\` is left out in ${quoted(titleOf(intended))} and would stay as it is, but the API masks it, and sending the mask would destroy it: write it in the file as \`\${NAME}\`; nothing was written`,
    );
  }
}

/** What disappears must be allowed by name. */
function refuseUnallowed(plans: readonly Planned[], settings: PushSettings, secrets: SecretValues): void {
  const missing = plans
    .flatMap(({ needs }) => needs)
    .filter(({ option, value }) =>
      option === '--allow-delete-role' ? !settings.allowedRoles.has(value) : !isAllowed(value, settings.allowed),
    );
  if (missing.length === 0) return;
  const options = missing.map(({ option, value }) => `\`${option} ${inShell(visible(secrets.hide(value)))}\``);
  throw new Stop(4, `something would disappear: if that is meant, give ${options.join(' ')}; nothing was written`);
}

/** A pointer allows what it names, and all below it. */
function isAllowed(pointer: string, allowed: ReadonlySet<string>): boolean {
  for (const each of allowed) if (pointer === each || pointer.startsWith(`${each}/`)) return true;
  // From the top of a part of a template, the name of the part may be left out.
  return [...allowed].some(
    (each) => /^\/(?:settings|destinations)\//.test(pointer) && pointer.replace(/^\/\w+/, '') === each,
  );
}

async function agree(plans: readonly Planned[], isAgreed: boolean): Promise<void> {
  if (isAgreed) return;
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) {
    throw new Stop(4, 'there is no terminal to ask on: give `--yes` to push; nothing was written');
  }
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await new Promise<string>((resolve) => {
    asking.once('close', () => resolve(''));
    asking.question(`Push ${counted(plans.length, 'document')}? Only \`yes\` is taken: `, resolve);
  });
  asking.close();
  if (answer.trim() !== 'yes') throw new Stop(4, 'nothing was written');
}

/** Keeps what the server has, then writes one document after the other. */
async function pushAll(plans: readonly Planned[], { api, client, secrets }: Remote): Promise<void> {
  const workspace = workspaceHere();
  const now = new Date();
  const rulesOf = (text: string) => rulesAgainst(text, (yaml) => readSource({ path: 'backup.yaml', text: yaml }));
  const backups = plans.map((planned, index) => writeBackup(workspace, planned, index, now, secrets, rulesOf));
  const journal = Journal.open(
    workspace,
    plans,
    backups.map((backup) => backup?.path),
    { base: client.base, now, secrets },
  );
  const pusher = new Pusher(api, client, journal, secrets);
  for (const [index, planned] of plans.entries()) {
    try {
      tellPushed(await pusher.push(planned, index), backups[index]);
    } catch (error) {
      if (error instanceof PushRefused) blame(error, secrets, printAside);
      tellRest(plans, index, pusher.hasWritten ? backups[index] : undefined);
      if (!pusher.hasWritten) journal.end();
      throw error;
    }
  }
  journal.end();
}

function tellPushed({ planned, template, remarks }: Pushed, backup: Backup | undefined): void {
  const { target, intended } = planned;
  const what = `${target.kind === 'there' ? 'updated' : 'created'} ${intended.kind === 'template' ? 'the template' : `the ${intended.kind} of the template`} \`${visible(template)}\``;
  const kept = backup === undefined ? '' : `; what it was before is in \`${backup.path}\``;
  say(`${quoted(titleOf(intended))} was pushed: ${what}${kept}`);
  for (const remark of remarks) say(`  ${remark}`);
}

/** Says where what the server had is kept, and that the documents behind the one that failed were not written. */
function tellRest(plans: readonly Planned[], failed: number, backup: Backup | undefined): void {
  if (backup !== undefined) say(`what the server had before is in \`${backup.path}\``);
  const left = plans.slice(failed + 1).map(({ intended }) => quoted(titleOf(intended)));
  if (left.length > 0) say(`not written, because that one failed: ${left.join(', ')}`);
}
