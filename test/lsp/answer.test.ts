import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  CancellationToken,
  CancellationTokenSource,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver-protocol/node';
import { answered } from '../../lsp/answer.ts';
import { difference } from '../../lsp/fixes.ts';
import { keyOf, nameOf, pathOf, uriOf } from '../../lsp/uris.ts';
import { applyEdits } from '../../src/edit.ts';
import { typesHash } from './protocol.ts';

describe('a feature that fails', () => {
  it('is one error response that spills nothing', async () => {
    const crash = () => {
      throw new TypeError('`s3cr3t` is not a function');
    };
    const answer = answered('textDocument/hover', CancellationToken.None, crash);
    await expect(answer).rejects.toMatchObject({
      code: ErrorCodes.InternalError,
      message: '`textDocument/hover` failed, which is a bug in hmslint: TypeError',
    });
  });

  it('says so in its own words where it refuses', async () => {
    const refusal = new ResponseError(LSPErrorCodes.RequestFailed, 'there is a role `a` already');
    const answer = answered('textDocument/rename', CancellationToken.None, () => Promise.reject(refusal));
    await expect(answer).rejects.toBe(refusal);
  });

  it('is not asked for what the client cancelled, nor answered', async () => {
    const source = new CancellationTokenSource();
    const work = async () => source.cancel();
    await expect(answered('x', source.token, work)).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    await expect(answered('x', source.token, () => expect.unreachable())).rejects.toMatchObject({
      code: LSPErrorCodes.RequestCancelled,
    });
  });
});

describe('the difference of two texts', () => {
  it.each([
    ['', 'a\n'],
    ['a\n', ''],
    ['a\nb\nc\nd\n', 'a\nB\nc\nd\ne\n'],
    ['a\r\nb\r\nc', 'a\r\nbb\r\nc'],
    ['a: 😀\n', 'a: 😃\n'],
    ['x\r\n', 'x\n'],
    ['same\n', 'same\n'],
  ])('turns %j into %j, and splits no character and no line end', (before, after) => {
    const edits = difference(before, after);
    expect(applyEdits(before, edits)).toBe(after);
    for (const { range } of edits) {
      for (const offset of [range.start, range.end]) {
        expect(before.slice(offset - 1, offset + 1)).not.toMatch(/^(?:\r\n|[\ud800-\udbff][\udc00-\udfff])$/);
      }
    }
  });
});

describe('URIs', () => {
  it('and paths turn into each other', () => {
    expect(pathOf('file:///a%20b/%E2%82%AC.yaml')).toBe('/a b/€.yaml');
    expect(uriOf('/a b/#1?.yaml')).toBe('file:///a%20b/%231%3F.yaml');
    expect(keyOf('file:///a/%62.yaml')).toBe(keyOf('file:///a/b.yaml'));
    expect(pathOf('untitled:a')).toBeUndefined();
    expect(pathOf('file:///a%2Fb')).toBeUndefined();
    expect(nameOf('untitled:Untitled-1')).toBe('Untitled-1');
    expect(nameOf('git:/a/b%20c.yaml?x/y')).toBe('b c.yaml');
  });
});

describe('the schema of the protocol', () => {
  it('is made from the types that are installed: `npm install && npm run build` in test/lsp/protocol makes it anew', () => {
    const folder = dirname(createRequire(import.meta.url).resolve('vscode-languageserver-protocol'));
    const hash = createHash('sha256');
    for (const name of readdirSync(folder).sort()) {
      if (name.endsWith('.d.ts')) hash.update(readFileSync(join(folder, name)));
    }
    expect(hash.digest('hex')).toBe(typesHash);
  });
});
