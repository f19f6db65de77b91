// Makes a JSON Schema of all messages from the types that vscode-languageserver-protocol ships: what may stand in the
// parameters and the result of each. Objects may hold nothing else. Run by `npm install && npm run build` in this folder.
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';
import ts from 'typescript';

const folder = import.meta.dirname;
const fromRoot = createRequire(join(folder, '../../../package.json'));
const protocol = fromRoot('vscode-languageserver-protocol/node');
const entry = join(dirname(fromRoot.resolve('vscode-languageserver-protocol')), 'api.d.ts');
const options = {
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  target: ts.ScriptTarget.ES2022,
  strict: true,
  skipLibCheck: true,
  types: [],
};

const program = ts.createProgram([entry], options);
const checker = program.getTypeChecker();
const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(entry)));
const names = new Set(exported.map(({ name }) => name));
const known = /^(?:Array|Record|Exclude|Omit|Pick|Partial)$/;

const messages = {};
const members = [];
for (const symbol of exported) {
  const space = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  if (!(space.flags & ts.SymbolFlags.Namespace)) continue;
  const member = checker.getExportsOfModule(space).find(({ name }) => name === 'type');
  const message = protocol[symbol.name];
  if (member === undefined || message?.type?.method === undefined) continue;
  const type = checker.getTypeOfSymbolAtLocation(member, member.valueDeclaration);
  const [, what, none] = /^Protocol(Request|Notification)Type(0?)$/.exec(type.symbol?.name ?? '') ?? [];
  if (what === undefined) continue;
  const args = checker.getTypeArguments(type).map(written);
  const { method } = message.type;
  messages[method] ??= { kind: what.toLowerCase(), direction: message.messageDirection };
  const params = none === '' ? [`params: ${args[0]}`] : [];
  const result = what === 'Request' ? [`result: ${args[none === '' ? 1 : 0]}`] : [];
  members.push(`  ${JSON.stringify(method)}: { ${[...params, ...result].join('; ')} };`);
}

const work = mkdtempSync(join(folder, '.work-'));
const roots = join(work, 'roots.ts');
const tsconfig = join(work, 'tsconfig.json');
writeFileSync(
  roots,
  `import * as P from 'vscode-languageserver-protocol';\nexport interface Messages {\n${members.join('\n')}\n}\n`,
);
writeFileSync(
  tsconfig,
  JSON.stringify({
    compilerOptions: { ...options, module: 'node16', moduleResolution: 'node16', target: 'es2022' },
    files: ['roots.ts'],
  }),
);
const { definitions } = createGenerator({
  path: roots,
  tsconfig,
  type: 'Messages',
  additionalProperties: false,
  jsDoc: 'none',
  expose: 'all',
  functions: 'hide',
}).createSchema('Messages');
rmSync(work, { recursive: true });

// The types know only `number`: the protocol's ranges are put back.
definitions.integer = { type: 'integer', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 };
definitions.uinteger = { type: 'integer', minimum: 0, maximum: 2 ** 31 - 1 };

const { Messages, ...others } = definitions;
const schema = { types: typesHash(), messages, properties: Messages.properties, definitions: others };
writeFileSync(join(folder, '../protocol.schema.json'), `${JSON.stringify(schema)}\n`);
console.log(`${Object.keys(messages).length} messages, ${Object.keys(others).length} definitions`);

/** A type as it is written outside of the protocol's own files. */
function written(type) {
  const format =
    ts.TypeFormatFlags.NoTruncation |
    ts.TypeFormatFlags.UseFullyQualifiedType |
    ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;
  return checker
    .typeToString(type, undefined, format)
    .replace(/import\("[^"]*"\)\./g, '')
    .replace(/(?<![\w.'"])[A-Z]\w+(?!['"])/g, (name) =>
      known.test(name) ? name : names.has(name) ? `P.${name}` : 'unknown',
    );
}

/** What the schema was made from: a test compares it with what is installed. */
function typesHash() {
  const hash = createHash('sha256');
  for (const name of readdirSync(dirname(entry)).sort()) {
    if (name.endsWith('.d.ts')) hash.update(readFileSync(join(dirname(entry), name)));
  }
  return hash.digest('hex');
}
