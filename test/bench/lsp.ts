import { cli, median, type Program, type Running, roundsOr, started, table, verdict, withFolder } from './measure.ts';
import { rivalServer } from './rivals.ts';
import { asJson, asYaml, largeTemplate } from './templates.ts';
import { type Sample, type Scene, type Settings, TimedEditor } from './timed-editor.ts';

// How long an editor waits from an edit to the diagnostics of what it made, and what memory the server takes, beside one
// that holds the same document against the same schema and knows no rules: medians, measured in turn in one run.
const rounds = roundsOr(40);

/** So many edits come before those that are measured. */
const warmUp = 10;

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
  readonly times: number[];
}

await withFolder(async (folder) => {
  const rival = rivalServer();
  console.log(`From an edit to its diagnostics, ${rounds} edits, Node ${rival.nodeVersion}`);
  const rows: (readonly string[])[] = [];
  for (const size of sizes) {
    for (const { name, ending, spell } of syntaxes) {
      const sample = sampleOf(size.bytes, ending, spell);
      const start = (called: string, program: Program, settings: Settings) =>
        contender(called, started(rival.node, program, folder), { folder, sample, settings });
      const contenders = [await start('hmslint', [cli, 'lsp', '--stdio'], {})];
      if (ending === 'yaml') contenders.push(await start(rival.version, rival.program, rival.settings));
      for (let round = -warmUp; round < rounds; round++) {
        for (const { editor, times } of contenders) {
          const time = await editor.edit();
          if (round >= 0) times.push(time);
        }
      }
      for (const each of contenders) {
        const own = median(each.times);
        const [least, most] = [Math.min(...each.times), Math.max(...each.times)];
        rows.push([
          `${size.name} of ${name}`,
          each.name,
          `${own.toFixed(1)} ms`,
          `(${least.toFixed(1)}–${most.toFixed(1)})`,
          `${(await each.editor.stop()).toFixed(0)} MB`,
          each.name === 'hmslint' ? verdict(own <= size.goal, `at most ${size.goal} ms`) : '',
        ]);
      }
    }
  }
  console.log(table(rows));
});

async function contender(name: string, running: Running, scene: Scene): Promise<Contender> {
  const editor = new TimedEditor(running, scene);
  await editor.open();
  return { name, editor, times: [] };
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
