import { html } from '../src/formats/matrix/html.ts';
import { readDirectives } from '../src/ignore.ts';
import { kindsOf } from '../src/kinds.ts';
import { pictured, type Template, templateIn } from '../src/pictured.ts';
import { Secrets } from '../src/secrets.ts';
import { visible } from '../src/visible.ts';
import type { OpenDocument } from './open-document.ts';
import { nameOf } from './uris.ts';

/** The page that shows who hears and sees whom in a document’s templates, as `hmslint matrix` draws it; or why there is none. */
export function matrixPage(open: OpenDocument): { readonly html: string } | { readonly why: string } {
  const { file } = open;
  // Who reads it has the document open, and knows where it is.
  const shown = { path: nameOf(open.uri), text: file.text, documents: file.documents };
  const secrets = new Secrets(file);
  if (file.documents.some(({ partial, value }) => partial || value === undefined)) {
    return { why: 'the document is broken: mend its syntax first' };
  }
  const kindOf = kindsOf(file, readDirectives(file.text, file.comments, new Set()), file.settings?.kind);
  const kinds = file.documents.map((document) => kindOf(document)?.kind);
  const templates: Template[] = [];
  for (const [index, document] of file.documents.entries()) {
    if (kinds[index] !== 'template') continue;
    const template = templateIn(document, shown, secrets);
    if ('why' in template) {
      const why = template.why === undefined ? '' : `: ${visible(template.why)}`;
      return { why: `nothing of this template can be shown${why}` };
    }
    templates.push(template);
  }
  if (templates.length === 0) return { why: 'there is no template in the document: a matrix is made of one' };
  return { html: html(templates.map((template) => pictured(template, shown, secrets))) };
}
