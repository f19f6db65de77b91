import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { widthOf } from '../src/formats/columns.ts';
import { html } from '../src/formats/matrix/html.ts';
import { json } from '../src/formats/matrix/json.ts';
import { escaped } from '../src/formats/matrix/markup.ts';
import { mermaid } from '../src/formats/matrix/mermaid.ts';
import { shown, type TemplateMatrix } from '../src/formats/matrix/phrases.ts';
import { svg } from '../src/formats/matrix/svg.ts';
import { text } from '../src/formats/matrix/text.ts';
import { documents } from './arbitraries.ts';
import { matrixIn, matrixOfValue } from './matrices.ts';

const seed = Number(process.env.SEED ?? 1);
const runs = Number(process.env.RUNS ?? 1);

const isMatrix = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(new URL('../schemas/matrix.schema.json', import.meta.url), 'utf8')),
);

/** Names that try to become something else than text. */
const hostileNames = [
  '<script>alert(1)</script>',
  '</title><img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '</style></text></svg>',
  ']]>',
  '<!--',
  '&lt;b&gt; &amp; &#x41; &nosuch;',
  '"] --> x[" click x "javascript:alert(1)"',
  'end',
  '%%{init: {"securityLevel": "loose"}}%%',
  '`**bold**` #quot; #35; ;',
  '1. one',
  '- one',
  'ﬂ°°35¶ß',
  '\u001b[31mred\u001b[0m\u001b]8;;http://x\u0007',
  '\u202eright to left',
  '\u0000\u0001\ufffe\uffff\ud800',
  'a\nb\r\nc\td\u2028e',
  '::error::x',
  '| a | b |\n|---|---|',
  '{{x}} ${X} <%= x %>',
  '__proto__',
  'toString',
  '',
  ' edge ',
  '会议主持人',
  '👨‍👩‍👧‍👦',
  'x'.repeat(10_000),
];

const names: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...hostileNames) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
);

/** Templates whose every name is hostile. */
const hostileTemplates: fc.Arbitrary<TemplateMatrix> = fc
  .record({
    names: fc.uniqueArray(names, { minLength: 1, maxLength: 9 }),
    flags: fc.array(fc.nat(255), { minLength: 9, maxLength: 9 }),
    isChosen: fc.boolean(),
  })
  .map(({ names, flags, isChosen }) => {
    const role = (index: number) => {
      const flag = flags[index] ?? 0;
      return {
        publishParams: { allowed: ['audio', 'video', 'screen'].filter((_, bit) => (flag >> bit) & 1) },
        subscribeParams: {
          subscribeToRoles: [...names.filter((_, other) => ((flag * 7) >> (other % 8)) & 1), 'ghost <b>'],
        },
        permissions: { endRoom: (flag & 8) > 0, pollWrite: (flag & 16) > 0 },
      };
    };
    // An object literal would take `__proto__` for something else.
    const roles = names.map((name, index) => `${JSON.stringify(name)}: ${JSON.stringify(role(index))}`).join(', ');
    const [first = ''] = names;
    const destination = (more: object) => `{${JSON.stringify(first)}: ${JSON.stringify({ name: first, ...more })}}`;
    const json = `{"name": "a b", "roles": {${roles}}, "destinations": {
      "transcriptions": ${destination({ role: first })},
      "hlsDestinations": ${destination({ role: names.at(-1) })},
      "rtmpDestinations": ${destination({})}
    }}`;
    const found = matrixIn(json, isChosen ? first : undefined);
    if (found === undefined) throw new Error('nothing of the template is sound');
    return { ...found, path: `${first}.yaml` };
  });

/** Templates as people and machines write them, sound or not. */
const anyTemplates: fc.Arbitrary<TemplateMatrix> = documents
  .map((value) => matrixIn(JSON.stringify(value)))
  .filter((template) => template !== undefined);

const law = (numRuns: number) => ({ numRuns: numRuns * runs, seed });

function isElement(node: DefaultTreeAdapterTypes.Node): node is DefaultTreeAdapterTypes.Element {
  return 'tagName' in node;
}

function elementsIn(node: DefaultTreeAdapterTypes.Node): DefaultTreeAdapterTypes.Element[] {
  const children = 'childNodes' in node ? node.childNodes : [];
  return [...(isElement(node) ? [node] : []), ...children.flatMap(elementsIn)];
}

function textIn(node: DefaultTreeAdapterTypes.Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textIn).join('') : '';
}

/** What a browser makes of a page: throws where it would stumble. */
function parsed(page: string): readonly DefaultTreeAdapterTypes.Element[] {
  const errors: string[] = [];
  const document = parse(page, { onParseError: ({ code, startOffset }) => void errors.push(`${code} ${startOffset}`) });
  expect(errors).toEqual([]);
  return elementsIn(document);
}

/** A name as a page or a picture spells it: markup resolved, nothing else. */
function inMarkup(template: TemplateMatrix, name: string): string {
  const [paragraph] = parsed(`<!doctype html><p>${escaped(shown(template, name))}</p>`).filter(
    ({ tagName }) => tagName === 'p',
  );
  return paragraph === undefined ? '' : textIn(paragraph);
}

const tags = new Set(
  'html head meta title style body main h1 h2 h3 p bdi article div strong b ul li table caption thead tbody tr th td span dl dt dd details summary'.split(
    ' ',
  ),
);
const attributes = new Set(
  'lang charset http-equiv content name class scope role aria-label aria-hidden tabindex open'.split(' '),
);
const vocabulary =
  /^(?:en|utf-8|Content-Security-Policy|default-src 'none'; style-src 'unsafe-inline'|viewport|width=device-width, initial-scale=1|quiet|mistakes|scroll|many|legend|signs|flows|silent|none|unknown|yes|no|col|row|region|true|0|(?:Pairs of roles|What each receives|Who may do what)(?: \(template \d\))?|)$/;

describe('as a page', () => {
  it('takes no element and no attribute from a name, and shows each name as it is', () => {
    fc.assert(
      fc.property(hostileTemplates, (template) => {
        const elements = parsed(html([template]));
        const foreign = elements.flatMap(({ tagName, attrs }) => [
          ...(tags.has(tagName) ? [] : [tagName]),
          ...attrs.flatMap(({ name, value }) =>
            attributes.has(name) && vocabulary.test(value) ? [] : [`${name}=${value}`],
          ),
        ]);
        expect(foreign).toEqual([]);
        const shownNames = new Set(elements.filter(({ tagName }) => tagName === 'bdi').map(textIn));
        const { chosen, meaning } = template.matrix;
        const missing = (chosen ?? meaning.roles)
          .map(({ name }) => inMarkup(template, name))
          .filter((name) => !shownNames.has(name));
        expect(missing).toEqual([]);
      }),
      law(150),
    );
  });

  it('spells what no page may hold', () => {
    expect(escaped('<a b="c">&\'\ufffe\u{1ffff}')).toBe('&lt;a b=&quot;c&quot;&gt;&amp;&#39;\\u{fffe}\\u{1ffff}');
  });

  it('asks for nothing from elsewhere', () => {
    const page = html([matrixOfValue({ roles: { a: {} } })]);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page).not.toMatch(/url\(|@import|<script|<link|src=|href=|https?:/);
  });

  it('names its tables, rows and columns, and each of its scrolling regions differently', () => {
    const template = matrixOfValue({ name: 'x', roles: { a: {}, b: { priority: 2 } } });
    const elements = parsed(html([template, template]));
    const regions = elements.filter(({ attrs }) =>
      attrs.some(({ name, value }) => name === 'role' && value === 'region'),
    );
    const labels = regions.map(({ attrs }) => attrs.find(({ name }) => name === 'aria-label')?.value);
    expect(labels).toEqual([
      'Pairs of roles (template 1)',
      'What each receives (template 1)',
      'Who may do what (template 1)',
      'Pairs of roles (template 2)',
      'What each receives (template 2)',
      'Who may do what (template 2)',
    ]);
    expect(elements.filter(({ tagName }) => tagName === 'caption')).toHaveLength(6);
    for (const { attrs } of elements.filter(({ tagName }) => tagName === 'th')) {
      expect(attrs).toEqual([{ name: 'scope', value: expect.stringMatching(/^(?:row|col)$/) }]);
    }
  });

  it('has words in every cell, also where signs have room only', () => {
    const roles = Object.fromEntries(
      Array.from({ length: 9 }, (_, index) => [
        `role ${index}`,
        {
          publishParams: { allowed: ['audio'] },
          subscribeParams: { subscribeToRoles: [`role ${index}`, 'role 0'] },
          priority: (index % 5) + 1,
          maxPeerCount: index,
        },
      ]),
    );
    const cells = parsed(html([matrixOfValue({ roles })])).filter(({ tagName }) => tagName === 'td');
    const words = cells.map((cell) =>
      cell.childNodes
        .map((node) => (isElement(node) && node.attrs.some(({ name }) => name === 'aria-hidden') ? '' : textIn(node)))
        .join(''),
    );
    expect(words.slice(0, 18)).toEqual([
      'audio',
      ...Array.from({ length: 8 }, () => 'not subscribed'),
      'audio',
      'audio',
      ...Array.from({ length: 7 }, () => 'not subscribed'),
    ]);
  });

  it('says what it leaves out', () => {
    const template = matrixOfValue({ roles: { a: { priority: 9 } } });
    const omission = { rule: 'role-priority', pointer: '/roles/a/priority', message: '<b> is `9`', line: 3, column: 7 };
    const items = parsed(html([{ ...template, omissions: [omission] }])).filter(({ tagName }) => tagName === 'li');
    expect(items.map(textIn)).toContain('line 3, column 7: <b> is `9`');
  });
});

interface XmlElement {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string };
  text: string;
}

/** The elements of an XML document, in the order in which they begin. Throws where it is not well-formed. */
function elementsOfXml(xml: string): readonly XmlElement[] {
  const elements: XmlElement[] = [];
  const open: XmlElement[] = [];
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: { ...attributes }, text: '' };
    elements.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  return elements;
}

describe('as a picture', () => {
  const elementNames = new Set(['svg', 'title', 'desc', 'style', 'rect', 'path', 'g', 'text']);
  const attributeNames = /^(?:xmlns|width|height|viewBox|role|aria-labelledby|id|class|d|x|y|transform|text-anchor)$/;

  it('is well-formed XML that takes no element and no attribute from a name', () => {
    fc.assert(
      fc.property(hostileTemplates, anyTemplates, (...templates) => {
        const foreign = elementsOfXml(svg(templates)).flatMap(({ name, attributes }) => [
          ...(elementNames.has(name) ? [] : [name]),
          ...Object.entries(attributes).flatMap(([attribute, value]) =>
            attributeNames.test(attribute) && /^[\w.:/ ()-]*$/.test(value) ? [] : [`${attribute}=${value}`],
          ),
        ]);
        expect(foreign).toEqual([]);
      }),
      law(100),
    );
  });

  it('says in words what its signs say', () => {
    const roles = {
      host: { publishParams: { allowed: ['audio'] }, subscribeParams: { subscribeToRoles: ['host'] } },
      'a & b': { publishParams: { allowed: [] }, subscribeParams: { subscribeToRoles: ['host', 'a & b'] } },
    };
    const elements = elementsOfXml(svg([matrixOfValue({ name: 'x', roles })]));
    const titles = elements.filter(({ name }) => name === 'title').map(({ text }) => text);
    expect(titles).toEqual([
      'Who hears and sees whom',
      'host ← host: audio',
      'a & b ← host: audio',
      'a & b ← a & b: nothing is published',
    ]);
    expect(elements[0]?.attributes).toMatchObject({ role: 'img', 'aria-labelledby': 'title description' });
    expect(elements.filter(({ name }) => name === 'text').map(({ text }) => text)).toEqual([
      'x',
      'each row hears and sees the roles of the columns',
      'host',
      'host',
      'a & b',
      'a & b',
      'a',
      'a',
      '0',
      'a audio',
      'empty: does not subscribe',
      '0 nothing is published',
    ]);
  });
});

describe('as a flowchart', () => {
  const line =
    /^(?:flowchart LR| {2}accTitle: Who hears and sees whom| {2}subgraph g\d+\["[^"]*"\]| {2}end| {2}n\d+(?:\["[^"]*"\]|\(\["[^"]*"\]\))| {2}n\d+ (?:-->|-\.->)\|"[^"]*"\| n\d+| {2}n\d+ -\. its ears \.-> n\d+)$/;

  it('holds lines of a few forms, in which a name is a quoted text of plain letters and entities', () => {
    fc.assert(
      fc.property(hostileTemplates, anyTemplates, (...templates) => {
        const { chart, arrows } = mermaid(templates);
        const lines = chart.trimEnd().split('\n');
        for (const each of lines) {
          expect(each).toMatch(line);
          for (const [, label = ''] of each.matchAll(/"([^"]*)"/g)) {
            expect(label).toMatch(/^(?:[A-Za-z0-9 ,]|\b-\b|#\d+;)*$/);
          }
        }
        expect(lines.filter((each) => /^ {2}n\d+ [-.]/.test(each))).toHaveLength(arrows);
      }),
      law(100),
    );
  });

  it('leads from who speaks to who hears', () => {
    const roles = {
      host: { publishParams: { allowed: ['audio', 'video'] }, subscribeParams: { subscribeToRoles: ['host'] } },
      'guest "1"': { publishParams: { allowed: [] }, subscribeParams: { subscribeToRoles: ['host', 'open'] } },
      open: { subscribeParams: { subscribeToRoles: [] } },
    };
    const destinations = { transcriptions: { notes: { name: 'notes', role: 'guest "1"' } } };
    expect(mermaid([matrixOfValue({ name: 'x', roles, destinations })])).toEqual({
      arrows: 4,
      chart: `flowchart LR
  accTitle: Who hears and sees whom
  n0["host"]
  n1["guest #34;1#34;"]
  n2["open"]
  n0 -->|"audio, video"| n0
  n0 -->|"audio, video"| n1
  n2 -.->|"unknown"| n1
  n3(["transcription notes"])
  n1 -. its ears .-> n3
`,
    });
  });
});

describe('as text', () => {
  it('fits the columns, and holds nothing that a terminal obeys', () => {
    fc.assert(
      fc.property(fc.oneof(hostileTemplates, anyTemplates), fc.integer({ min: 40, max: 200 }), (template, columns) => {
        const page = text([template], { columns, colors: false });
        expect(page).not.toMatch(/(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        for (const each of page.split('\n')) expect(widthOf(each), each).toBeLessThanOrEqual(columns);
      }),
      law(200),
    );
  });

  it('means the same with colours', () => {
    fc.assert(
      fc.property(anyTemplates, (template) => {
        const plain = text([template], { columns: 80, colors: false });
        const colored = text([template], { columns: 80, colors: true });
        expect(stripVTControlCharacters(colored)).toBe(plain);
      }),
      law(50),
    );
  });
});

describe('as JSON', () => {
  it('is what the schema says, and tells each role by its name', () => {
    fc.assert(
      fc.property(fc.oneof(hostileTemplates, anyTemplates), (template) => {
        const written = json([template]);
        expect(written).not.toMatch(/(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        const value: { templates: { roles: { name: string; group: number }[]; groups: string[][] }[] } =
          JSON.parse(written);
        expect(isMatrix(value), JSON.stringify(isMatrix.errors)).toBe(true);
        const { chosen, meaning } = template.matrix;
        const [entry] = value.templates;
        expect(entry?.roles.map(({ name }) => name)).toEqual((chosen ?? meaning.roles).map(({ name }) => name));
        for (const { name, group } of entry?.roles ?? []) expect(entry?.groups[group]).toContain(name);
      }),
      law(150),
    );
  });

  it('tells flows, what they take, audiences and where values come from', () => {
    const roles = {
      host: {
        publishParams: { allowed: ['audio', 'video'], video: { bitRate: 300 } },
        subscribeParams: { subscribeToRoles: ['host'], maxSubsBitRate: 1000 },
      },
      guest: {
        publishParams: { allowed: [] },
        subscribeParams: { subscribeToRoles: ['host', 'guest', 'ghost'] },
        permissions: { pollWrite: true },
      },
    };
    const destinations = { browserRecordings: { tape: { name: 'tape', role: 'guest' } } };
    const [entry] = JSON.parse(json([matrixOfValue({ name: 'x', roles, destinations })])).templates;
    expect(entry.flows).toEqual([
      { listeners: 0, speakers: 0, state: 'flows', tracks: ['audio', 'video'] },
      { listeners: 1, speakers: 0, state: 'flows', tracks: ['audio', 'video'] },
      { listeners: 1, speakers: 1, state: 'silent', tracks: [] },
    ]);
    const cost = { group: 0, kbps: 332, isOpen: false };
    expect(entry.receives).toEqual([
      { group: 0, cheapest: { ...cost, fit: 3 }, dearest: { ...cost, fit: 3 } },
      { group: 1, cheapest: { ...cost, fit: 9 }, dearest: { ...cost, fit: 9 } },
    ]);
    expect(entry.roles[0]).toMatchObject({
      maxSubsBitRate: { value: 1000, origin: 'written' },
      degradation: { packetLossThreshold: { value: 25, origin: 'observed', documented: 50 } },
    });
    expect(entry.roles[1]).toMatchObject({
      subscribesInVain: ['ghost'],
      permissions: {
        pollRead: { granted: true, written: false, includedIn: 'pollWrite' },
        hlsStreaming: { granted: true, written: false },
        sendMessage: null,
      },
    });
    expect(entry.audiences).toMatchObject([
      {
        of: 'browser recording',
        name: 'tape',
        role: { name: 'guest', is: 'listed' },
        takesIn: ['host'],
        startedBy: ['host', 'guest'],
      },
    ]);
  });
});

it('a name that is a secret is not shown in any format', () => {
  const key = 'AKIA-really-secret-1';
  const template = matrixIn(
    JSON.stringify({
      roles: { [key]: { publishParams: { allowed: ['audio'] } } },
      settings: { recording: { upload: { type: 's3', location: 'x', credentials: { key, secretKey: 'abcdefghij' } } } },
    }),
  );
  if (template === undefined) throw new Error('nothing of the template is sound');
  const all = [html, svg, json, (each: readonly TemplateMatrix[]) => mermaid(each).chart];
  for (const write of all) expect(write([template])).not.toMatch(/AKIA/);
  expect(text([template], { columns: 80, colors: false })).toMatch(/^•••/m);
});
