import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { FlowId } from '#conversation/id.ts';
import {
  flowSchema,
  fragmentSchema,
  translationSchema,
  type JsonSchema,
} from '#flow/json-schema.ts';
import { readFragment } from '#flow/read-fragment.ts';
import { readFlow } from '#flow/read-flow.ts';
import { readYaml } from '#flow/yaml-file.ts';
import { schemaFiles } from '#command/schema.ts';
import { filesUnder, read } from '../support/repository.ts';

/** An independent validator that also refuses a schema it does not fully understand. */
const validator = (schema: JsonSchema): ValidateFunction =>
  new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);

const ofFlows = validator(flowSchema());
const ofFragments = validator(fragmentSchema());
const ofTranslations = validator(translationSchema());

const shipped = filesUnder('flows').filter((file) => file.endsWith('.yaml'));
const translations = shipped.filter((file) => /\.[a-z]{2}\.yaml$/.test(file));
const fragments = shipped.filter((file) => /^flows\/fragments\/[a-z0-9-]+\.yaml$/.test(file));
const flows = shipped.filter((file) => ![...translations, ...fragments].includes(file));

function dataOf(text: string): unknown {
  const yaml = readYaml('a.yaml', text);
  if (!('data' in yaml)) throw new Error('the example is not YAML');
  return yaml.data;
}

const whole = `
title: A try
about: One sentence.
kind: exercise
locale: en
data: { mood: text }
steps:
  - id: how
    ask: How is it?
    save: mood
    options:
      - { label: Fine, do: [{ id: glad, say: Glad. }] }
      - { label: Bad, goto: bye }
  - id: bye
    say: [Bye., { text: Good night., when: hour > 20 }]
`;

describe('the JSON Schema', () => {
  test.each([...schemaFiles()])('in %s is the one that Mooring writes', (file, text) => {
    expect(read(file)).toBe(text);
  });

  test.each(flows)('takes %s', (file) => {
    expect(ofFlows(dataOf(read(file))), JSON.stringify(ofFlows.errors)).toBe(true);
  });

  test.each(fragments)('takes %s', (file) => {
    expect(ofFragments(dataOf(read(file))), JSON.stringify(ofFragments.errors)).toBe(true);
  });

  test.each(translations)('takes %s', (file) => {
    expect(ofTranslations(dataOf(read(file))), JSON.stringify(ofTranslations.errors)).toBe(true);
  });

  test('takes the example that the broken ones are made of, and so does Mooring', () => {
    expect(ofFlows(dataOf(whole))).toBe(true);
    expect(readFlow('a.yaml', 'a' as FlowId, whole)).toMatchObject({ type: 'flow' });
  });

  test.each([
    ['a key that nobody knows', 'about:', 'abuot:'],
    ['a missing title', 'title: A try', 'topics: []'],
    ['a kind that is none', 'exercise', 'exercises'],
    ['a type of data that is none', 'mood: text', 'mood: words'],
    ['a step of no type', '    say: [Bye.', '    shout: [Bye.'],
    ['a step of two types', 'id: bye', 'id: bye\n    goto: how'],
    ['a misspelt key of a step', 'save: mood', 'saev: mood'],
    ['a misspelt key of an option', 'label: Bad', 'lable: Bad'],
    ['a misspelt key deep inside', 'id: glad, say', 'id: glad, sya'],
    ['an id with a space', 'id: how', 'id: how now'],
    ['an option without a label', 'label: Bad, ', ''],
    ['a wording without a text', 'text: Good night., ', ''],
    ['a text that is a number', 'ask: How is it?', 'ask: 7'],
    ['a duration that is none', 'locale: en', 'locale: en\nexpires: soon'],
    ['steps that are no list', 'steps:', 'steps: {}\non:\n  word:'],
  ])('refuses %s, as Mooring does', (_, from, to) => {
    expect(whole).toContain(from);
    const broken = whole.replace(from, to);
    expect(ofFlows(dataOf(broken))).toBe(false);
    expect(readFlow('a.yaml', 'a' as FlowId, broken)).toBeInstanceOf(Array);
  });

  test.each([
    ['a key that nobody knows', 'of: a\nlocale: es\ntitel: b\nsteps: {}'],
    ['a missing locale', 'of: a\nsteps: {}'],
    ['a text under a wrong name', 'of: a\nlocale: es\nsteps: { how: { tell: b } }'],
  ])('refuses a translation with %s', (_, text) => {
    expect(ofTranslations(dataOf(text))).toBe(false);
  });

  test('takes a fragment, and refuses one with a key that nobody knows', () => {
    const [, example = ''] =
      /```yaml\n(# yaml\S* \S*fragment\.json\n[^]*?)```/.exec(read('docs/flows/format.md')) ?? [];
    expect(ofFragments(dataOf(example)), JSON.stringify(ofFragments.errors)).toBe(true);
    expect(readFragment('a', new Map([['a', example]]))).toMatchObject({ type: 'flow' });
    expect(ofFragments(dataOf(example.replace('takes:', 'taeks:')))).toBe(false);
  });

  test.each([
    ['flow', flowSchema()],
    ['fragment', fragmentSchema()],
    ['translation', translationSchema()],
  ])('explains every key of a %s', (_, schema) => {
    const silent: string[] = [];
    const explained = (node: JsonSchema): boolean => {
      if (typeof node['description'] === 'string') return true;
      const ref = /^"#\/\$defs\/(.+)"$/.exec(JSON.stringify(node['$ref'] ?? ''))?.[1];
      const target = ref === undefined ? undefined : (schema['$defs'] as JsonSchema)[ref];
      return target !== undefined && explained(target as JsonSchema);
    };
    const look = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, value] of Object.entries(node)) {
        if (key === 'properties') {
          for (const [name, inner] of Object.entries(value as JsonSchema)) {
            if (!explained(inner as JsonSchema)) silent.push(`${path}/${name}`);
          }
        }
        look(value, `${path}/${key}`);
      }
    };
    look(schema, '');
    expect(silent).toEqual([]);
  });
});

describe('the shipped flows', () => {
  test.each(shipped)('%s tells editors where its schema is', (file) => {
    const own = fragments.includes(file) ? 'fragment' : 'flow';
    const kind = translations.includes(file) ? 'translation' : own;
    const up = file.startsWith('flows/fragments/') ? '../../' : '../';
    const [first] = read(file).split('\n');
    expect(first).toBe(`# yaml-language-server: $schema=${up}schema/${kind}.json`);
  });
});
