import type { Kind } from '../../src/diagnostic.ts';
import { Api } from '../../src/push/api.ts';
import { Client } from '../../src/push/client.ts';
import { connectionFrom, type Environment } from '../../src/push/connection.ts';
import type { Destination, Intended } from '../../src/push/intended.ts';
import { Journal } from '../../src/push/journal.ts';
import { isChanging, makePlan, type Planned } from '../../src/push/plan.ts';
import { Pusher } from '../../src/push/push.ts';
import { SecretValues } from '../../src/push/secret-values.ts';
import { fillIn } from '../../src/push/variables.ts';
import { Workspace } from '../../src/push/workspace.ts';
import { readSource } from '../../src/read.ts';
import type { ApiServer } from '../api-server/server.ts';

/** What somebody has who talks to a server of the tests. */
export class Remote {
  readonly secrets = new SecretValues();
  readonly client: Client;

  constructor(server: Pick<ApiServer, 'url'>) {
    const environment = { HMS_API_URL: server.url, HMS_MANAGEMENT_TOKEN: 'test-token' };
    const connection = connectionFrom(environment, this.secrets);
    this.client = new Client(connection, this.secrets, { timeout: 5000, wait: async () => {} });
  }

  /** As it is now: the list of templates is read again. */
  get api(): Api {
    return new Api(this.client);
  }

  plan(documents: readonly Intended[], destination: Destination = {}): Promise<readonly Planned[]> {
    return makePlan(this.api, documents, destination, this.secrets);
  }

  /** Pushes what a plan changes, with a journal in a folder. */
  async push(plans: readonly Planned[], folder: string): Promise<void> {
    const changing = plans.filter(isChanging);
    const journal = Journal.open(new Workspace(folder), changing, [], {
      base: this.client.base,
      now: new Date(),
      secrets: this.secrets,
    });
    const pusher = new Pusher(this.api, this.client, journal, this.secrets);
    for (const [index, planned] of changing.entries()) await pusher.push(planned, index);
    journal.end();
  }

  /** A document as it would come from a file. */
  intend(text: string, kind: Kind, environment: Environment = {}, path = 'a.yaml'): Intended {
    const [document] = readSource({ path, text }).documents;
    if (document === undefined) throw new Error('there is no document');
    const { value, problems } = fillIn(document.value, kind, { environment, listed: new Set(), secrets: this.secrets });
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
    return { path, kind, document, value, fingerprint: '' };
  }
}

/** What would change, in short. */
export function differencesOf(plans: readonly Planned[]): readonly string[] {
  return plans.flatMap(({ compared }) =>
    compared.differences.map(
      ({ pointer, kind, old, new: now }) => `${kind} ${pointer}: ${JSON.stringify(old)} → ${JSON.stringify(now)}`,
    ),
  );
}
