import {
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type Document,
  type YAMLMap,
  type YAMLSeq,
  visit,
} from 'yaml';

/** What an author does to a step, by name. `null`: there is nothing to do it to. */
export type Edit = (flow: string, step: string) => string | null;

interface Found {
  readonly document: Document;
  readonly step: YAMLMap;
  /** The steps it stands among, and its place. */
  readonly among: unknown[];
  readonly index: number;
}

const newWords = 'Words of the new edition.';

/** Every edit of one step, as a change of the file's text. */
export const edits: Readonly<Record<string, Edit>> = {
  'new words': (flow, id) =>
    edited(flow, id, ({ document, step }) => {
      const key = ['ask', 'say'].find((one) => step.has(one));
      if (key === undefined) return false;
      step.set(key, document.createNode(newWords));
      return true;
    }),
  'moved to the end': (flow, id) =>
    edited(flow, id, ({ document, among, index }) => {
      const last = document.get('steps');
      if (!isSeq(last)) return false;
      last.items.push(...among.splice(index, 1));
      return true;
    }),
  'moved one back': (flow, id) =>
    edited(flow, id, ({ among, index }) => {
      if (index === 0) return false;
      among.splice(index - 1, 0, ...among.splice(index, 1));
      return true;
    }),
  renamed: (flow, id) =>
    edited(flow, id, ({ document, step }) => {
      if (!step.has('id')) return false;
      rename(document.contents, id);
      return true;
    }),
  'taken out': (flow, id) =>
    edited(flow, id, ({ among, index }) => {
      among.splice(index, 1);
      return true;
    }),
  'a new step before all': (flow, _id) =>
    ofAll(flow, (document, steps) => {
      steps.items.unshift(document.createNode({ id: 'brand-new', say: newWords }));
    }),
  'an answer less': (flow, id) =>
    edited(flow, id, ({ step }) => {
      const options = step.get('options');
      if (!isSeq(options) || options.items.length < 2) return false;
      options.items.splice(0, 1);
      return true;
    }),
};

/** Every step that has a name is called otherwise, and so is every way there. */
export const allRenamed: Edit = (flow) => {
  const document = parseDocument(flow);
  const ids = new Set<string>();
  visit(document, {
    Pair(_, { key, value }) {
      if (isScalar(key) && key.value === 'id' && isScalar(value)) ids.add(String(value.value));
    },
  });
  for (const id of ids) rename(document.contents, id);
  return document.toString({ lineWidth: 0 });
};

/** What a step is called once it is renamed. */
export const renamed = (step: string): string => `${step}-renamed`;

function edited(flow: string, id: string, change: (found: Found) => boolean): string | null {
  const document = parseDocument(flow);
  const found = find(document, document.contents, id);
  return found !== null && change(found) ? document.toString({ lineWidth: 0 }) : null;
}

function ofAll(flow: string, change: (document: Document, steps: YAMLSeq) => void): string | null {
  const document = parseDocument(flow);
  const steps = document.get('steps');
  if (!isSeq(steps)) return null;
  change(document, steps);
  return document.toString({ lineWidth: 0 });
}

function find(document: Document, node: unknown, id: string): Found | null {
  if (isSeq(node))
    for (const [index, item] of node.items.entries())
      if (isMap(item) && item.get('id') === id)
        return { document, step: item, among: node.items, index };
  const inner = isSeq(node) ? node.items : isMap(node) ? node.items.map(({ value }) => value) : [];
  for (const one of inner) {
    const found = find(document, one, id);
    if (found !== null) return found;
  }
  return null;
}

/** Its id, every way that leads there, and every question whether it was seen. */
function rename(node: unknown, id: string): void {
  const asked = new RegExp(`\\b(seen|times|daysSince)\\('${id}'\\)`, 'g');
  visit(node as Document, {
    Pair(_, { key, value }) {
      const names = isScalar(key) && (key.value === 'id' || key.value === 'goto');
      if (names && isScalar(value) && value.value === id) value.value = renamed(id);
      if (!isScalar(key) || key.value !== 'outcomes' || !isMap(value)) return;
      for (const { value: to } of value.items)
        if (isScalar(to) && to.value === id) to.value = renamed(id);
    },
    Scalar(_, scalar) {
      if (typeof scalar.value === 'string')
        scalar.value = scalar.value.replace(asked, `$1('${renamed(id)}')`);
    },
  });
}
