// Reads an OpenAPI document from standard input; ends with 1 and the reasons when a validator objects.
import SwaggerParser from '@apidevtools/swagger-parser';
import { Validator } from '@seriousme/openapi-schema-validator';

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const text = Buffer.concat(chunks).toString('utf8');

const strict = await new Validator().validate(JSON.parse(text));
if (!strict.valid) {
  console.error(JSON.stringify(strict.errors, null, 2));
  process.exit(1);
}
// Follows every reference, too.
await SwaggerParser.validate(JSON.parse(text));
