import type { Kind } from '../diagnostic.ts';
import { inShell, visible } from '../visible.ts';
import { canonical, idOf } from './canonical.ts';
import { documentText } from './document-text.ts';
import { titleOf } from './intended.ts';
import type { Planned } from './plan.ts';
import { nameSecrets } from './secret-names.ts';
import type { SecretValues } from './secret-values.ts';
import { isProperties, mapLeaves, type Properties, propertiesOf } from './values.ts';
import { stamp, type Workspace } from './workspace.ts';

const folder = 'backups';

/** Keeps what the server has of a document that is about to be written. */
export interface Backup {
  /** The path of the file. */
  readonly path: string;
  /** The variables that must be set to restore it. */
  readonly variables: readonly string[];
}

/**
 * Writes what the server has to a file that `hmslint push` restores: secrets as `${NAME}`. `index` tells
 * those of one run apart. `rulesAgainst` tells the rules
 * that have something against the text: what the API has kept must be restorable. `undefined` where the server has nothing.
 */
export function writeBackup(
  workspace: Workspace,
  { intended, target, live }: Planned,
  index: number,
  now: Date,
  secrets: SecretValues,
  rulesAgainst: (text: string) => readonly string[],
): Backup | undefined {
  if (target.kind !== 'there') return undefined;
  const { kind, value, document } = intended;
  const { place, template = place.template } = target;
  const named = nameSecrets(live, template, {
    written: canonical(kind, document.value),
    filledIn: canonical(kind, value),
  });
  const shown = mapLeaves(named.value, (leaf) => (typeof leaf === 'string' ? secrets.asVariables(leaf) : leaf));
  const id = kind === 'template' ? idOf(target.live) : undefined;
  const all = isProperties(shown) ? { ...leftOut(kind, shown), ...shown } : shown;
  const kept = id !== undefined && isProperties(all) ? { id, ...all } : all;
  const role = place.kind === 'role' ? place.role : undefined;
  const parts = role === undefined ? [template] : [template, role];
  const file = `${stamp(now)}-${index + 1}-${parts.map(inFileName).join('-')}.yaml`;
  const path = workspace.shown(`${folder}/${file}`);
  const variables = [...named.variables.keys()];
  const ofTemplate = kind === 'template' ? [] : ['--template', place.template];
  const restore = ['hmslint', 'push', path, ...ofTemplate, ...(role === undefined ? [] : ['--role', role])];
  const what = kind === 'template' ? '' : `${role === undefined ? `the ${kind}` : `the role \`${role}\``} of `;
  const comments = [
    `what ${what}the template \`${template}\` was, before ${titleOf(intended)} was pushed at ${now.toISOString()}`,
    `restore it with: ${restore.map(inShell).join(' ')}`,
    ...(variables.length > 0 ? [`first set the variables ${variables.join(', ')}: their values are kept nowhere`] : []),
    `hmslint-kind ${kind}`,
  ].map((comment) => visible(secrets.hide(comment)));
  const ignored = rulesAgainst(documentText(kind, kept, 'yaml', comments));
  const reasons = ignored.map((rule) => `hmslint-ignore-file ${rule} -- the API has it so`);
  workspace.write(folder, file, documentText(kind, kept, 'yaml', [...comments, ...reasons]));
  return { path, variables };
}

/** What a document keeps where it leaves it out: said explicitly, so that what was not there goes again. */
const empty: { readonly [kind in Kind]?: Properties } = {
  template: { roles: {}, settings: {}, destinations: {}, plugins: {} },
  settings: { recording: null, roomState: {} },
  destinations: { rtmpDestinations: {}, hlsDestinations: {}, browserRecordings: {}, transcriptions: {} },
};

function leftOut(kind: Kind, value: Properties): Properties {
  return propertiesOf(Object.entries(empty[kind] ?? {}).filter(([name]) => !Object.hasOwn(value, name)));
}

function inFileName(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9_-]+/g, '_').slice(0, 40);
}
