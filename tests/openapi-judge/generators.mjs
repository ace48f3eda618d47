// Reads an OpenAPI document from standard input, makes clients of it with two stock generators and compiles them with a program
// that uses them (use.ts). Ends with 1 and the reasons when a type says nothing, or is not what the contract promises.
import { createClient } from '@hey-api/openapi-ts';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import openapiTypescript, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const text = Buffer.concat(chunks).toString('utf8');
// Beside node_modules, where the compiler looks.
const folder = await mkdtemp(join(import.meta.dirname, 'clients-'));
const wrong = [];
try {
  await writeFile(join(folder, 'openapi-typescript.ts'), astToString(await openapiTypescript(JSON.parse(text))));
  await createClient({ input: JSON.parse(text), output: join(folder, 'hey-api'), logs: { level: 'silent' } });
  await copyFile(join(import.meta.dirname, 'use.ts'), join(folder, 'use.ts'));

  for (const file of ['openapi-typescript.ts', 'hey-api/types.gen.ts']) {
    // LiveKit is answered with nothing, for which OpenAPI has no word.
    const lines = (await readFile(join(folder, file), 'utf8')).replace(/export type LivekitWebhookResponses = \{[^}]*\};/, '').split('\n');
    // A header that nobody described; and what the document has none of.
    const known = /\[name: string\]: unknown;|^export type (webhooks|\$defs) =/;
    wrong.push(...lines.filter((line) => /\bunknown\b|\bany\b|Record<string, never>/.test(line.replace(/\/\*.*|\*.*|\/\/.*/, '')) && !known.test(line)).map((line) => `${file}: ${line.trim()}`));
  }

  const program = ts.createProgram([join(folder, 'use.ts')], {
    strict: true, noEmit: true, skipLibCheck: true, types: [], allowImportingTsExtensions: true,
    target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  });
  for (const { file, start, messageText } of ts.getPreEmitDiagnostics(program)) {
    const place = file === undefined ? '' : `${file.fileName.slice(folder.length + 1)}:${file.getLineAndCharacterOfPosition(start ?? 0).line + 1}: `;
    wrong.push(place + ts.flattenDiagnosticMessageText(messageText, '\n'));
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
if (wrong.length > 0) {
  console.error(wrong.join('\n'));
  process.exit(1);
}
