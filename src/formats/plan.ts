import pc from 'picocolors';
import { listed } from '../listed.ts';
import { steps } from '../pointer.ts';
import type { ChangeView, DocumentView, PlanView } from '../push/view.ts';
import { inShell, quoted, visible } from '../visible.ts';
import { counted } from './summary.ts';

type Colors = ReturnType<typeof pc.createColors>;

/** How many characters of a value are shown. */
const longest = 100;

/** A plan for people: what would change, by role and destination, what is dangerous, and what push needs. */
export function plan(view: PlanView, options: { readonly colors: boolean }): string {
  const colors = pc.createColors(options.colors);
  const parts = view.documents.map((document) => `${documentLines(document, colors).join('\n')}\n`);
  return `${parts.join('\n')}\n${planSummary(view)}\n`;
}

/** What a plan comes to, in one line. */
export function planSummary({ documents }: PlanView): string {
  const changing = documents.filter(({ action }) => action !== 'none');
  if (changing.length === 0) return `nothing to change in ${counted(documents.length, 'document')}`;
  const created = changing.filter(({ action }) => action === 'create').length;
  const updated = changing.length - created;
  const what = [
    ...(created > 0 ? [`${created} to create`] : []),
    ...(updated > 0 ? [`${updated} to update`] : []),
    ...(documents.length > changing.length ? [`${documents.length - changing.length} unchanged`] : []),
  ];
  return `${counted(documents.length, 'document')}: ${listed(what, 'and')}. ${sessions}`;
}

/** What everybody should know who changes a template. */
export const sessions = 'Sessions that are running keep the old template until people rejoin.';

function documentLines(view: DocumentView, colors: Colors): string[] {
  const head = `${headline(view)}: ${actionWords(view)}`;
  const lines = [view.action === 'none' ? head : colors.bold(head)];
  for (const { title, changes } of grouped(view)) {
    if (title !== '') lines.push(`  ${title}`);
    const indent = title === '' ? '  ' : '    ';
    for (const change of changes) lines.push(indent + changeLine(change, colors));
  }
  for (const { message } of view.dangers) lines.push(`  ${colors.yellow(`! ${visible(message)}`)}`);
  for (const note of notes(view)) lines.push(`  ${colors.dim(visible(note))}`);
  return lines;
}

/** What a document is, where it goes, and how that was found. */
export function headline({ kind, file, document, template, role, by }: DocumentView): string {
  const of = kind === 'template' ? 'template' : `${kind}${role === undefined ? '' : ` ${quoted(role)}`} of template`;
  const name = template.name === undefined ? '' : ` ${quoted(template.name)}`;
  const id = template.id === undefined ? '' : ` (${visible(template.id)}${by === 'name' ? ', found by its name' : ''})`;
  return `${of}${name}${id} from ${quoted(file)}${document === undefined ? '' : `, document ${document + 1}`}`;
}

/** What happens to a document, in words. */
export function actionWords({ action, changes }: DocumentView): string {
  if (action === 'none') return 'nothing to change';
  return action === 'create' ? 'is created' : counted(changes.length, 'change');
}

/** Remarks on what is not shown as a change. */
export function notes(view: DocumentView): readonly string[] {
  const { needs, notCompared, carried, lost, kept, unsendable, doubtful, action } = view;
  const places = (pointers: readonly string[]) =>
    listed(
      pointers.map((pointer) => `\`${pointer}\``),
      'and',
    );
  const all: string[] = [];
  if (notCompared.length > 0) all.push(`not compared, because the API does not show it: ${places(notCompared)}`);
  if (carried.length > 0) all.push(`not known to hmslint, and sent along as it is: ${places(carried)}`);
  if (lost.length > 0) {
    all.push(`not known to hmslint, and lost with the entry of a list that held it: ${places(lost)}`);
  }
  if (kept.length > 0 && action !== 'none') all.push(`left out in the file, and kept as it is: ${places(kept)}`);
  if (doubtful.length > 0 && action !== 'none') {
    all.push(
      `${places(doubtful)} stays as it is, and the API shows no credentials for it: if it has some, push would lose them; write it in the file to be sure`,
    );
  }
  if (unsendable.length > 0 && action !== 'none') {
    all.push(
      `push refuses: ${places(unsendable)} is to stay, and the API masks it, so that sending it along would destroy it; write it in the file as \`\${NAME}\``,
    );
  }
  if (needs.length > 0) {
    all.push(`push needs ${needs.map(({ option, value }) => `\`${option} ${inShell(value)}\``).join(' ')}`);
  }
  return all;
}

/** Changes that belong to one role, destination or other part, under its title. */
export function grouped({ changes, kind }: DocumentView): readonly { title: string; changes: readonly ChangeView[] }[] {
  const groups = new Map<string, ChangeView[]>();
  for (const change of changes) {
    const title = groupOf(kind, change.pointer);
    const group = groups.get(title);
    if (group === undefined) groups.set(title, [change]);
    else group.push(change);
  }
  return [...groups].map(([title, each]) => ({ title, changes: each }));
}

const groups: ReadonlyMap<string, string> = new Map([
  ['rtmpDestinations', 'RTMP destination'],
  ['hlsDestinations', 'HLS destination'],
  ['browserRecordings', 'browser recording'],
  ['transcriptions', 'transcription'],
]);

function groupOf(kind: DocumentView['kind'], pointer: string): string {
  const path = steps(pointer);
  const [first, ...rest] = kind === 'destinations' ? ['destinations', ...path] : path;
  const [second, third] = rest;
  if (first === 'roles' && second !== undefined) return `role ${quoted(second)}`;
  if (first === 'destinations' && second !== undefined && third !== undefined) {
    return `${groups.get(second) ?? visible(second)} ${quoted(third)}`;
  }
  return kind === 'template' && path.length > 1 ? visible(first ?? '') : '';
}

function changeLine(change: ChangeView, colors: Colors): string {
  const { action } = change;
  const paint = { created: colors.green, changed: colors.yellow, deleted: colors.red }[action];
  const sign = { created: '+', changed: '~', deleted: '-' }[action];
  return paint(`${sign} ${changeWords(change)}`);
}

/** One change in words: where it is, and what becomes of what. */
export function changeWords({ pointer, action, old, new: now, isDefault }: ChangeView): string {
  const place = pointer === '' ? 'all of it' : visible(pointer);
  switch (action) {
    case 'created':
      return pointer === '' ? `${place}: ${contents(now)}` : `${place}: ${value(now)}`;
    case 'deleted':
      return `${place}: ${value(old)} is removed`;
    case 'changed':
      return `${place}: ${value(old)} → ${value(now)}${isDefault === true ? ' (the default: the file leaves it out)' : ''}`;
  }
}

/** What a document holds that is created. */
function contents(value_: unknown): string {
  if (typeof value_ !== 'object' || value_ === null || Array.isArray(value_)) return value(value_);
  const { roles } = Object.fromEntries(Object.entries(value_));
  if (typeof roles !== 'object' || roles === null) return value(value_);
  const names = Object.keys(roles).map((name) => quoted(name));
  return names.length === 0 ? 'no roles' : `roles ${listed(names, 'and')}`;
}

function value(value_: unknown): string {
  const text = visible(JSON.stringify(value_) ?? 'nothing');
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
