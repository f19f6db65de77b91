import { cli, median, type Program, type Running, roundsOr, started, table, verdict, withFolder } from './measure.ts';
import { rivalServer } from './rivals.ts';
import { asJson, asYaml, largeTemplate } from './templates.ts';
import { type Sample, type Scene, type Settings, TimedEditor } from './timed-editor.ts';

// How long an editor waits from an edit to the diagnostics of what it made, and what memory the server takes, beside one
// that holds the same document against the same schema and knows no rules: medians, measured in turn in one run. Edits that
// make a mistake and those that mend it take turns; the goal is for both.
const rounds = roundsOr(25);

/** So many of them come before those that are measured. */
const warmUp = 5;

const sizes: readonly { readonly name: string; readonly bytes: number; readonly goal: number }[] = [
  { name: '6 KB', bytes: 6e3, goal: 10 },
  { name: '0.7 MB', bytes: 7e5, goal: 150 },
];

const syntaxes = [
  { name: 'YAML', ending: 'yaml', spell: asYaml },
  { name: 'JSON', ending: 'json', spell: asJson },
] as const;

/** A language server at work on one document. */
interface Contender {
  readonly name: string;
  readonly editor: TimedEditor;
  /** Of edits that make the mistake. */
  readonly made: number[];
  /** Of edits that mend it. */
  readonly mended: number[];
}

await withFolder(async (folder) => {
  const rival = rivalServer();
  console.log(`From an edit to its diagnostics, ${rounds} mistakes made and mended, Node ${rival.nodeVersion}`);
  const rows: (readonly string[])[] = [];
  for (const size of sizes) {
    for (const { name, ending, spell } of syntaxes) {
      const sample = sampleOf(size.bytes, ending, spell);
      const start = (called: string, program: Program, settings: Settings) =>
        contender(called, started(rival.node, program, folder), { folder, sample, settings });
      const contenders = [await start('hmslint', [cli, 'lsp', '--stdio'], {})];
      if (ending === 'yaml') contenders.push(await start(rival.version, rival.program, rival.settings));
      for (let round = -warmUp; round < rounds; round++) {
        for (const { editor, made, mended } of contenders) {
          const times = [await editor.edit(), await editor.edit()] as const;
          if (round < 0) continue;
          made.push(times[0]);
          mended.push(times[1]);
        }
      }
      for (const each of contenders) {
        const own = [median(each.made), median(each.mended)];
        rows.push([
          `${size.name} of ${name}`,
          each.name,
          ...own.map((time) => `${time.toFixed(1)} ms`),
          `(${Math.min(...each.made, ...each.mended).toFixed(1)}–${Math.max(...each.made, ...each.mended).toFixed(1)})`,
          `${(await each.editor.stop()).toFixed(0)} MB`,
          each.name === 'hmslint' ? verdict(Math.max(...own) <= size.goal, `at most ${size.goal} ms`) : '',
        ]);
      }
    }
  }
  console.log(table([['', '', 'mistake', 'mended', '', 'memory', ''], ...rows]));
});

async function contender(name: string, running: Running, scene: Scene): Promise<Contender> {
  const editor = new TimedEditor(running, scene);
  await editor.open();
  return { name, editor, made: [], mended: [] };
}

/** A document of about so many bytes, in whose middle a frame rate can be made a wrong one. */
function sampleOf(bytes: number, ending: string, spell: (value: object) => string): Sample {
  const few = 10;
  const each = Buffer.byteLength(spell(largeTemplate(2 * few))) - Buffer.byteLength(spell(largeTemplate(few)));
  const text = spell(largeTemplate(Math.round((bytes * few) / each)));
  const [match] = [...text.slice(text.length / 2).matchAll(/(frameRate"?: )(\d+)/g)];
  if (match === undefined) throw new Error('there is no frame rate to edit');
  const [, before = '', sound = ''] = match;
  const offset = Math.floor(text.length / 2) + match.index + before.length;
  const lines = text.slice(0, offset).split('\n');
  const place = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  return { ending, text, place, sound, wrong: '99' };
}
