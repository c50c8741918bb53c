import { isScalar, isSeq, type Node } from 'yaml';
import { complain, fields, offsetOf, type Page } from './page.ts';
import { wordShapes, type Words, type WordShape } from './words.ts';

/** A language's `words`, or `null` with complaints on the page. */
export function readWords(node: Node | null, page: Page): Words | null {
  const before = page.problems.length;
  const names = Object.keys(wordShapes) as readonly (keyof Words)[];
  const entries = fields(node, page, names);
  const words: Record<string, unknown> = {};
  for (const name of names) {
    if (!entries.has(name)) {
      complain(
        page,
        offsetOf(node),
        'missing-words',
        `the words \`${name}\` are missing`,
        'en.yaml shows how they are written',
      );
    } else words[name] = read(entries.get(name) ?? null, wordShapes[name], page);
  }
  return page.problems.length > before ? null : (words as unknown as Words);
}

function read(node: Node | null, shape: WordShape, page: Page): unknown {
  switch (shape.type) {
    case 'list':
      return list(node, page);
    case 'rows':
      return rows(node, shape.length, page);
    case 'lists': {
      const found = fields(node, page, shape.keys);
      for (const key of shape.keys) {
        if (!found.has(key))
          complain(
            page,
            offsetOf(node),
            'missing-words',
            `the words \`${key}\` are missing`,
            `add \`${key}: [...]\``,
          );
      }
      return Object.fromEntries([...found].map(([key, value]) => [key, list(value, page)]));
    }
    case 'numbers':
      return meanings(node, page, (value) => (typeof value === 'number' ? null : 'a number'));
    case 'texts':
      return meanings(node, page, (value) =>
        typeof value === 'string' && shape.pattern.test(value)
          ? null
          : `written like ${shape.example}`,
      );
  }
}

function list(node: unknown, page: Page): readonly string[] {
  if (!isSeq(node) || node.items.length === 0) {
    complain(
      page,
      offsetOf(node),
      'wrong-type',
      'a list of words belongs here',
      'write `[one, another]`',
    );
    return [];
  }
  return node.items.map((item) => {
    if (isScalar(item) && typeof item.value === 'string' && item.value.trim() !== '')
      return item.value;
    complain(page, offsetOf(item), 'wrong-type', 'this is not a word', 'put it in quotes');
    return '';
  });
}

function rows(node: Node | null, length: number, page: Page): readonly (readonly string[])[] {
  if (isSeq(node) && node.items.length === length)
    return node.items.map((item) => list(item, page));
  complain(
    page,
    offsetOf(node),
    'wrong-type',
    `${length} lists of words belong here`,
    'write one `- [word, word]` a row, in order',
  );
  return [];
}

function meanings(
  node: Node | null,
  page: Page,
  fault: (value: unknown) => string | null,
): Readonly<Record<string, unknown>> {
  const found = [...fields(node, page, null)].map(([word, value]) => {
    const meaning: unknown = isScalar(value) ? value.value : null;
    const wrong = fault(meaning);
    if (wrong !== null)
      complain(
        page,
        offsetOf(value),
        'wrong-type',
        `what \`${word}\` means has to be ${wrong}`,
        'en.yaml shows how',
      );
    return [word, meaning] as const;
  });
  return Object.fromEntries(found);
}
