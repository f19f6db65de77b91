import type {
  CancellationToken,
  Connection,
  ProtocolRequestType,
  ServerCapabilities,
  TextDocumentIdentifier,
} from 'vscode-languageserver/node';
import type { Client } from './client.ts';
import type { Delivery } from './delivery.ts';
import type { OpenDocument } from './open-document.ts';
import type { Need } from './params.ts';
import type { Workspace } from './workspace.ts';

/** What a feature may look at besides the document it is asked about. */
export interface Around {
  readonly client: Client;
  readonly workspace: Workspace;
}

/** What answers requests may use. */
export interface Session extends Around {
  readonly delivery: Delivery;
  readonly screen: Screen;
}

/** What whoever sits before the editor is shown and asked. */
export interface Screen {
  /** Opens a document beside the others, if the client can. */
  show(uri: string): Promise<void>;
  /** Says something that nobody has to answer. */
  tell(message: string): void;
  /** Asks whether to do something, which is named; gives whether that was chosen. */
  ask(question: string, action: string): Promise<boolean>;
}

/** How requests are answered: the server sees to cancellation and failures. */
export interface Answering extends Session {
  /** Answers a request; what the work throws becomes one error response. */
  answer<R>(method: string, token: CancellationToken, work: () => R | Promise<R>): Promise<R>;
}

/** A request that the server answers, and what it says of that when it is initialized. */
export interface Feature {
  readonly method: string;
  /** What has to stand in the parameters: a request without it is refused. */
  readonly needs: readonly Need[];
  capabilities(client: Client): ServerCapabilities;
  listen(connection: Connection, answering: Answering): void;
}

/** What a feature about a document says of itself. */
interface DocumentFeature<P, R> {
  readonly capabilities: ServerCapabilities | ((client: Client) => ServerCapabilities);
  /** What has to stand in the parameters besides the document. */
  readonly needs?: readonly Need[];
  /** The documents that it is for: those of the API, unless it says every one. */
  readonly isFor?: 'every document';
  /** The answer about a document that it is not for, or that nobody can read. */
  readonly otherwise: NoInfer<R>;
  answer(open: OpenDocument, params: P, session: Session): NoInfer<R> | Promise<NoInfer<R>>;
}

/** What a feature about the whole workspace, or about what it gave out before, says of itself. */
interface WorkspaceFeature<P, R> {
  readonly capabilities: ServerCapabilities | ((client: Client) => ServerCapabilities);
  readonly needs?: readonly Need[];
  answer(params: P, session: Session, token: CancellationToken): NoInfer<R> | Promise<NoInfer<R>>;
}

/** A feature about one document. */
export function documentFeature<P extends { textDocument: TextDocumentIdentifier }, R, PR, E, RO>(
  type: ProtocolRequestType<P, R, PR, E, RO>,
  { capabilities, needs = [], isFor, otherwise, answer }: DocumentFeature<P, R>,
): Feature {
  return {
    method: type.method,
    needs: ['textDocument', ...needs],
    capabilities: typeof capabilities === 'function' ? capabilities : () => capabilities,
    listen(connection, answering) {
      connection.onRequest<unknown, unknown>(type.method, (params: P, token: CancellationToken) =>
        answering.answer(type.method, token, () => {
          const open = answering.workspace.document(params.textDocument.uri);
          const isMeant = open !== undefined && (isFor === 'every document' || open.isOurs);
          return isMeant ? answer(open, params, answering) : otherwise;
        }),
      );
    },
  };
}

/** A feature about the whole workspace, or about what it gave out before. */
export function workspaceFeature<P, R, PR, E, RO>(
  type: ProtocolRequestType<P, R, PR, E, RO>,
  { capabilities, needs = [], answer }: WorkspaceFeature<P, R>,
): Feature {
  return {
    method: type.method,
    needs,
    capabilities: typeof capabilities === 'function' ? capabilities : () => capabilities,
    listen(connection, answering) {
      connection.onRequest<unknown, unknown>(type.method, (params: P, token: CancellationToken) =>
        answering.answer(type.method, token, () => answer(params, answering, token)),
      );
    },
  };
}
