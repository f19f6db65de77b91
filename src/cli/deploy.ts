import type { Report } from '../diagnostic.ts';
import { pretty } from '../formats/pretty.ts';
import { Api } from '../push/api.ts';
import { Client } from '../push/client.ts';
import { connectionFrom, learnSignIn } from '../push/connection.ts';
import { type Leftover, leftovers } from '../push/journal.ts';
import { SecretValues } from '../push/secret-values.ts';
import { Stop } from '../push/stop.ts';
import { Workspace } from '../push/workspace.ts';
import { BrokenInput } from './intend.ts';
import { print, printAside, say, usesColors } from './terminal.ts';

/** What a run that talks to the API has at hand. */
export interface Remote {
  readonly client: Client;
  readonly api: Api;
  readonly secrets: SecretValues;
}

/** Signs in with what the environment says; `timeout` in milliseconds. Throws a `Stop`. */
export function connect(secrets: SecretValues, timeout: number): Remote {
  const client = new Client(connectionFrom(process.env, secrets), secrets, { timeout });
  return { client, api: new Api(client), secrets };
}

/** Runs a command that talks to the API: whatever ends it early is told in words, without secrets. Gives the exit code. */
export async function guarded(work: (secrets: SecretValues) => Promise<number>): Promise<number> {
  const secrets = new SecretValues();
  learnSignIn(process.env, secrets);
  try {
    return await work(secrets);
  } catch (error) {
    if (error instanceof BrokenInput) printFindings(error.report, secrets, printAside);
    if (error instanceof Stop) {
      say(secrets.hide(error.message));
      return error.code;
    }
    if (error instanceof Error) {
      // Where it happened may be shown to somebody who asks for it.
      error.message = secrets.hide(error.message);
      if (error.stack !== undefined) error.stack = secrets.hide(error.stack);
      delete error.cause;
    }
    throw error;
  }
}

/** Prints findings with their places, if there are any. */
export function printFindings(report: Report, secrets: SecretValues, to: (text: string) => void = print): void {
  const hasAny = report.files.some(({ diagnostics, error }) => diagnostics.length > 0 || error !== undefined);
  if (hasAny) to(secrets.hide(pretty(report, { colors: to === print && usesColors() })));
}

/** Tells what runs that did not end have done. */
export async function tellLeftovers(
  workspace: Workspace,
  { api, client, secrets }: Remote,
): Promise<readonly Leftover[]> {
  const found = await leftovers(workspace, api, client.base, secrets);
  for (const { lines } of found) for (const line of lines) say(line);
  return found;
}

/** The folder in which runs leave what later ones need. */
export function workspaceHere(): Workspace {
  return new Workspace(process.cwd());
}
