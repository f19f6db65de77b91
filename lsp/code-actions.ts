import {
  type CodeAction,
  type CodeActionContext,
  CodeActionKind,
  CodeActionRequest,
  CodeActionResolveRequest,
  CodeActionTriggerKind,
  type Diagnostic as ProtocolDiagnostic,
} from 'vscode-languageserver-protocol';
import type { Diagnostic, Range } from '../src/diagnostic.ts';
import { extractAnchor } from './anchors.ts';
import type { Client } from './client.ts';
import { fingerprintOf, protocolDiagnostic } from './diagnostics.ts';
import { type Around, documentFeature, workspaceFeature } from './feature.ts';
import { type FixAll, fixAll, Proof } from './fixes.ts';
import { ignoreHere } from './ignore-here.ts';
import type { OpenDocument } from './open-document.ts';
import { placeAt } from './places.ts';
import { addMissingRole, duplicateRole, type Refactor } from './refactors.ts';
import { isObject, own } from './values.ts';
import { workspaceEdit } from './workspace-edit.ts';

/** All safe fixes at once: what editors apply when a file is saved, if they are told so. */
const fixAllKind = `${CodeActionKind.SourceFixAll}.hmslint`;

/** What can be done about the findings at a place, and with what stands there. */
export const codeActions = documentFeature(CodeActionRequest.type, {
  capabilities: ({ codeActions: isShown, resolvesEdits }: Client) =>
    isShown
      ? {
          codeActionProvider: {
            codeActionKinds: [
              CodeActionKind.QuickFix,
              CodeActionKind.RefactorExtract,
              CodeActionKind.RefactorRewrite,
              fixAllKind,
            ],
            resolveProvider: resolvesEdits,
          },
        }
      : {},
  needs: ['range', 'context'],
  isFor: 'every document',
  otherwise: [],
  answer(open, { range, context }, around) {
    if (open.report === undefined) return [];
    return new Actions(open, open.positions.offsets(range), context, around).all();
  },
});

/** The edit of an action that somebody takes. */
export const codeActionEdit = workspaceFeature(CodeActionResolveRequest.type, {
  capabilities: {},
  needs: ['title'],
  answer(action, { client, workspace }) {
    const uri = own(action.data, 'uri');
    const open = typeof uri === 'string' ? workspace.document(uri) : undefined;
    const rule = own(action.data, 'rule');
    if (open?.report === undefined) return action;
    const allowsUnsafe = own(action.data, 'allowsUnsafe') === true;
    const edits = fixAll(open, { allowsUnsafe, ...(typeof rule === 'string' && { rule }) });
    return { ...action, edit: workspaceEdit(client, [{ open, edits }]) };
  },
});

/** Gathers the actions that one request asks for. */
class Actions {
  readonly #open: OpenDocument;
  readonly #range: Range;
  readonly #shown: readonly ProtocolDiagnostic[];
  readonly #only: readonly string[] | undefined;
  /** Whether the client asks by itself, at each move of the cursor, to know whether there is something to offer. */
  readonly #isUnasked: boolean;
  readonly #around: Around;
  readonly #proof: Proof;

  constructor(open: OpenDocument, range: Range, { diagnostics, only, triggerKind }: CodeActionContext, around: Around) {
    this.#open = open;
    this.#range = range;
    this.#shown = Array.isArray(diagnostics) ? diagnostics.filter(isObject) : [];
    this.#only = Array.isArray(only) ? only.filter((kind) => typeof kind === 'string') : undefined;
    this.#isUnasked = triggerKind === CodeActionTriggerKind.Automatic && this.#only === undefined;
    this.#around = around;
    this.#proof = new Proof(open);
  }

  all(): CodeAction[] {
    const here = this.#findingsHere();
    return [...this.#quickFixes(here), ...this.#refactors(here), ...this.#sourceActions()];
  }

  /** Whether the client wants actions of a kind. */
  #wants(kind: string): boolean {
    return this.#only?.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`)) ?? true;
  }

  /** The findings that the range touches, and those that the client names. */
  #findingsHere(): readonly Diagnostic[] {
    const { start, end } = this.#range;
    const named = new Set(this.#shown.map(fingerprintOf));
    return (this.#open.report?.diagnostics ?? []).filter(
      ({ range, fingerprint }) => (range.start <= end && start <= range.end) || named.has(fingerprint),
    );
  }

  *#quickFixes(here: readonly Diagnostic[]): Iterable<CodeAction> {
    if (!this.#wants(CodeActionKind.QuickFix)) return;
    for (const diagnostic of here) {
      const { fix } = diagnostic;
      const edits = this.#proof.edits(diagnostic);
      if (fix === undefined || edits === undefined) continue;
      yield {
        ...this.#about(diagnostic, CodeActionKind.QuickFix, fix.title),
        ...(fix.safe && { isPreferred: true }),
        edit: workspaceEdit(this.#around.client, [{ open: this.#open, edits }]),
      };
    }
    yield* this.#fixesOfRules(here);
    if (this.#open.isConfiguration) return;
    for (const diagnostic of here) {
      const ignoring = ignoreHere(diagnostic, this.#open, this.#proof, this.#around);
      if (ignoring === undefined) continue;
      const how = ignoring.where === 'comment' ? 'by a comment' : 'in the configuration';
      const title = `ignore \`${diagnostic.rule}\` here ${how}`;
      yield { ...this.#about(diagnostic, CodeActionKind.QuickFix, title), edit: ignoring.edit };
    }
  }

  /** Where a rule found more than one thing that it can mend. */
  *#fixesOfRules(here: readonly Diagnostic[]): Iterable<CodeAction> {
    if (this.#open.isConfiguration) return;
    for (const rule of new Set(here.filter(({ fix }) => fix !== undefined).map((each) => each.rule))) {
      const all = (this.#open.report?.diagnostics ?? []).filter((each) => each.rule === rule && each.fix !== undefined);
      const first = here.find((each) => each.rule === rule);
      if (all.length < 2 || first === undefined) continue;
      const allowsUnsafe = all.some(({ fix }) => fix?.safe === false);
      const title = `fix all of \`${rule}\` in this file`;
      yield* this.#fixing(this.#about(first, CodeActionKind.QuickFix, title), { rule, allowsUnsafe });
    }
  }

  *#refactors(here: readonly Diagnostic[]): Iterable<CodeAction> {
    const open = this.#open;
    const document = open.documentAt(this.#range.start);
    if (!open.isOurs || document === undefined || this.#isUnasked) return;
    if (this.#wants(CodeActionKind.RefactorRewrite)) {
      for (const diagnostic of here) {
        const holder = open.documents.find(({ index }) => index === (diagnostic.document ?? 0));
        const refactor = holder === undefined ? undefined : addMissingRole(diagnostic, holder, this.#proof);
        if (refactor !== undefined) {
          yield {
            ...this.#about(diagnostic, CodeActionKind.RefactorRewrite, refactor.title),
            ...this.#editOf(refactor),
          };
        }
      }
    }
    const place = placeAt(document, this.#range.start);
    if (place === undefined) return;
    if (this.#wants(CodeActionKind.RefactorRewrite)) {
      const refactor = duplicateRole(place, document, this.#proof);
      if (refactor !== undefined) {
        yield { title: refactor.title, kind: CodeActionKind.RefactorRewrite, ...this.#editOf(refactor) };
      }
    }
    if (this.#wants(CodeActionKind.RefactorExtract)) {
      const refactor = extractAnchor(place, document, open);
      if (refactor !== undefined) {
        yield { title: refactor.title, kind: CodeActionKind.RefactorExtract, ...this.#editOf(refactor) };
      }
    }
  }

  *#sourceActions(): Iterable<CodeAction> {
    if (!this.#wants(fixAllKind) || this.#open.isConfiguration) return;
    // A client that wants every kind asks at each move of the cursor, and what it does not resolve would be made each time.
    if (this.#only === undefined && !this.#around.client.resolvesEdits) return;
    if (!(this.#open.report?.diagnostics ?? []).some(({ fix }) => fix?.safe === true)) return;
    yield* this.#fixing({ title: 'fix all that can be fixed safely', kind: fixAllKind }, { allowsUnsafe: false });
  }

  /** An action that applies several fixes, whose edit takes a while to make. */
  *#fixing(action: CodeAction, what: FixAll): Iterable<CodeAction> {
    const open = this.#open;
    // Who asks for nothing else is about to apply it.
    if (this.#around.client.resolvesEdits && this.#only === undefined) {
      yield { ...action, data: { uri: open.uri, ...what } };
      return;
    }
    const edits = fixAll(open, what);
    if (edits.length > 0) yield { ...action, edit: workspaceEdit(this.#around.client, [{ open, edits }]) };
  }

  #editOf({ edits }: Refactor): Pick<CodeAction, 'edit'> {
    return { edit: workspaceEdit(this.#around.client, [{ open: this.#open, edits }]) };
  }

  /** An action about a finding, with that as the client knows it. */
  #about(diagnostic: Diagnostic, kind: CodeActionKind, title: string): CodeAction {
    const shown =
      this.#shown.find((each) => fingerprintOf(each) === diagnostic.fingerprint) ??
      protocolDiagnostic(diagnostic, this.#open, this.#around);
    return { title, kind, diagnostics: [shown] };
  }
}
