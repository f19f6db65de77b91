import type { Kind } from '../diagnostic.ts';
import { type Pointer, pointerTo, type Step } from '../pointer.ts';
import { variable } from '../variable.ts';
import type { Environment } from './connection.ts';
import type { SecretValues } from './secret-values.ts';
import { isProperties, mapLeaves, propertiesOf } from './values.ts';

/** What is filled in, and where from. */
export interface Variables {
  readonly environment: Environment;
  /** The names that the configuration allows anywhere. */
  readonly listed: ReadonlySet<string>;
  /** Is told of every value that is filled in. */
  readonly secrets: SecretValues;
}

/** A document with its variables filled in. */
export interface FilledIn {
  readonly value: unknown;
  /** Where variables stood. */
  readonly places: readonly Pointer[];
  readonly problems: readonly VariableProblem[];
}

/** Why a variable cannot be filled in. */
export interface VariableProblem {
  readonly pointer: Pointer;
  /** Whether it stands in the name there, and not in the value. */
  readonly isInName: boolean;
  /** Lower case, no full stop. */
  readonly message: string;
}

/** Fills in the `${NAME}` of a document. Values are taken from the environment only, and told to the secrets. */
export function fillIn(document: unknown, kind: Kind, variables: Variables): FilledIn {
  const places: Pointer[] = [];
  const problems: VariableProblem[] = [];
  const sent = withoutOwnKeys(document);
  for (const { pointer, name } of namesWithVariables(sent, [])) {
    problems.push({ pointer, isInName: true, message: `no variable may stand in a name, found \`${name}\`` });
  }
  const value = mapLeaves(sent, (text, path) => {
    if (typeof text !== 'string') return text;
    const isUsual = isUsualPlace(kind, path);
    // Nearly a variable would be sent as it is, and taken for a password or an address.
    const hasBroken = isUsual && text.replaceAll(variable, '').includes('${');
    if (!hasBroken && text.search(variable) < 0) return text;
    const pointer = pointerTo(path);
    places.push(pointer);
    const add = (message: string) => void problems.push({ pointer, isInName: false, message });
    if (hasBroken) add('a variable is written `${NAME}`, with letters, digits and `_`, and here is another `${`');
    return text.replaceAll(variable, (whole: string, name: string) => {
      const found = Object.hasOwn(variables.environment, name) ? variables.environment[name] : undefined;
      const mistake = mistakeOf(name, found, isUsual, variables.listed.has(name));
      if (mistake !== undefined || found === undefined) {
        if (mistake !== undefined) add(mistake);
        return whole;
      }
      variables.secrets.add(found, whole);
      return found;
    });
  });
  return { value, places, problems };
}

/** A document without what is the author's own at its top: it is not sent. */
export function withoutOwnKeys(document: unknown): unknown {
  if (!isProperties(document)) return document;
  const isOwn = (name: string) => name === '$schema' || name.startsWith('x-');
  if (!Object.keys(document).some(isOwn)) return document;
  return propertiesOf(Object.entries(document).filter(([name]) => !isOwn(name)));
}

/** What signs in to the API: no document may carry it away. Where names of variables have no case, another spelling is the same. */
const signsIn = /^hms_(?:api_url|management_token|access_key|secret)$/i;

function mistakeOf(name: string, found: string | undefined, isUsual: boolean, isListed: boolean): string | undefined {
  if (signsIn.test(name)) return `\`\${${name}}\` is filled in nowhere: it is what signs in to the API`;
  const mayStand = isUsual || (isListed && !/^hms_/i.test(name));
  if (!mayStand) {
    return `\`\${${name}}\` may not stand here: variables are filled in below \`settings.recording.upload\` and in \`rtmpUrls\`, and elsewhere only those that the configuration lists under \`variables\``;
  }
  return found === undefined || found === '' ? `the variable \`${name}\` is not set in the environment` : undefined;
}

/** Whether every variable may stand at a place: storage and its credentials, and the addresses of streams. */
function isUsualPlace(kind: Kind, path: readonly Step[]): boolean {
  const [first, second, third] = path;
  switch (kind) {
    case 'template':
      if (first === 'settings') return second === 'recording' && third === 'upload';
      return first === 'destinations' && isStreamAddress(path.slice(1));
    case 'settings':
      return first === 'recording' && second === 'upload';
    case 'destinations':
      return isStreamAddress(path);
    default:
      return false;
  }
}

function isStreamAddress([first, , third, ...rest]: readonly Step[]): boolean {
  return first === 'rtmpDestinations' && third === 'rtmpUrls' && rest.length === 1;
}

function* namesWithVariables(value: unknown, path: Step[]): Iterable<{ pointer: Pointer; name: string }> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    path.push(name);
    const found = name.match(variable)?.[0];
    if (found !== undefined) yield { pointer: pointerTo(path), name: found };
    yield* namesWithVariables(inner, path);
    path.pop();
  }
}
