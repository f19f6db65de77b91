import { readFileSync, writeFileSync } from 'node:fs';
import { severities } from '../src/diagnostic.ts';
import { rulesPage } from '../src/explain.ts';
import { rules } from './index.ts';

// Writes what the list of rules says elsewhere: rules/README.md, and the rules that the configuration's schema and the
// settings of the extension for VS Code know.
// With --check it only says whether that is up to date.
const schemaFile = new URL('../schemas/config.schema.json', import.meta.url);
const extensionFile = new URL('../lsp/vscode/package.json', import.meta.url);

write(new URL('README.md', import.meta.url), 'rules/README.md', rulesPage(rules));
write(schemaFile, 'schemas/config.schema.json', withRules(readFileSync(schemaFile, 'utf8')));
write(extensionFile, 'lsp/vscode/package.json', withSettings(readFileSync(extensionFile, 'utf8')));

/** The schema of the configuration with all rules in it, so that editors complete them. */
function withRules(text: string): string {
  const schema: { $defs: { RuleId: { enum: string[] }; Rules: { properties: object } } } = JSON.parse(text);
  schema.$defs.RuleId.enum = rules.map(({ id }) => id);
  schema.$defs.Rules.properties = Object.fromEntries(
    rules.map(({ id, summary, severity }) => [
      id,
      { $ref: '#/$defs/Severity', title: id, description: summary, default: severity },
    ]),
  );
  return inStyle(schema);
}

/** The manifest of the extension with a setting for each rule. */
function withSettings(text: string): string {
  const manifest: { contributes: { configuration: { properties: { 'hmslint.rules': { properties: object } } } } } =
    JSON.parse(text);
  manifest.contributes.configuration.properties['hmslint.rules'].properties = Object.fromEntries(
    rules.map(({ id, summary, severity }) => [
      id,
      { enum: [...severities, 'off'], default: severity, description: summary },
    ]),
  );
  // The formatter writes manifests as npm does.
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** As the project's formatter writes JSON: lists of names in one line where they fit. */
function inStyle(schema: unknown): string {
  const text = JSON.stringify(schema, null, 2);
  return `${text.replace(
    /^(.*)\[\n((?:\s+"[^"\n]*",?\n)+)\s+\](,?)$/gm,
    (whole, before: string, entries: string, comma: string) => {
      const line = `${before}[${entries.trim().replace(/\s*\n\s*/g, ' ')}]${comma}`;
      return line.length <= 120 ? line : whole;
    },
  )}\n`;
}

function write(file: URL, name: string, text: string): void {
  if (readFileSync(file, 'utf8') === text) return;
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text);
  } else {
    console.error(`${name} is not what the rules say: run \`npm run generate\``);
    process.exitCode = 1;
  }
}
