// Reads an OpenAPI document from standard input; ends with 1 and the reasons when a validator objects.
import SwaggerParser from '@apidevtools/swagger-parser';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const text = Buffer.concat(chunks).toString('utf8');
const fail = (reasons) => {
  console.error(JSON.stringify(reasons, null, 2));
  process.exit(1);
};

const strict = await new Validator().validate(JSON.parse(text));
if (!strict.valid) fail(strict.errors);

// Follows every reference, too.
const whole = await SwaggerParser.validate(JSON.parse(text));

// Every example must be what its own schema describes.
const ajv = new Ajv2020({ strict: false, allErrors: true, formats: { int32: true, int64: true, double: true, byte: true } });
addFormats.default(ajv, ['date-time', 'uri', 'uuid']);
const wrong = [];
for (const [path, operations] of Object.entries(whole.paths))
  for (const [method, operation] of Object.entries(operations)) {
    const contents = [operation.requestBody?.content, ...Object.values(operation.responses).map((response) => response.content)];
    for (const media of contents.flatMap((content) => Object.values(content ?? {})))
      if (media.example !== undefined && media.schema && !ajv.validate(media.schema, media.example))
        wrong.push({ method, path, errors: ajv.errors });
  }
if (wrong.length > 0) fail(wrong);
