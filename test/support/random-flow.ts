import fc from 'fast-check';

/** What a random flow is built from; a nested one is a flow of its own, run by its parent. */
export type Part =
  | { readonly type: 'say'; readonly wordings: number; readonly pick: string }
  | { readonly type: 'ask'; readonly input: Input; readonly strict: boolean }
  | {
      readonly type: 'branch';
      readonly when: string;
      readonly yes: readonly Part[];
      readonly no: readonly Part[];
    }
  | { readonly type: 'choose'; readonly pick: string; readonly ways: readonly (readonly Part[])[] }
  | { readonly type: 'loop'; readonly body: readonly Part[] }
  | { readonly type: 'repeat'; readonly until: string; readonly body: readonly Part[] }
  | { readonly type: 'each'; readonly body: readonly Part[] }
  | { readonly type: 'form'; readonly fields: number }
  | { readonly type: 'run'; readonly body: readonly Part[] }
  | { readonly type: 'become'; readonly when: string; readonly body: readonly Part[] }
  | { readonly type: 'step'; readonly yaml: string };

type Input = 'choice' | 'shared' | 'scale' | 'text' | 'confirm' | 'many' | 'listed';

const inputs = fc.constantFrom<Input>(
  'choice',
  'shared',
  'scale',
  'text',
  'confirm',
  'many',
  'listed',
);

const conditions = fc.constantFrom(
  'n >= 5',
  "t == 'a'",
  'yes == true',
  'l.size() > 1',
  "answered('w')",
  "count('note') > 1.0",
  "seen('start')",
  "times('start') > 1.0",
  'chance(0.5)',
  "member.country == 'IE'",
  "member.name != ''",
  "done('sub1') > 0.0",
  "m == 'a'",
  "answered('k')",
  "lastSeen('start') == today",
  'total() > 2.0',
  'has(l, t) || number(t) > 2.0',
);

const steps = fc.constantFrom(
  "- set: { n: 'n + 1' }",
  '- set: { w: t }',
  "- set: { n: 'mean()' }",
  "- set: { l: 'parts(t)' }",
  '- set: { m: t, k: n }',
  '- set: { l: { add: t }, n: { add: 1 } }',
  '- set: { l: { shuffle: true }, w: { pick: [a, b, c] } }',
  '- set: { t: { pick: l }, l: { last: 2 } }',
  '- set: { w: { pick: l, by: chance }, l: { remove: t } }',
  "- set: { n: { clear: true }, w: 'pick(l)', l: { append: \"['a', 'b']\" } }",
  '- set: { n: k, t: m }',
  "- set: { t: 'nth(l, place(l, t))', w: 'digits(t)' }",
  "- plan: daily-check-in\n  key: p3\n  every: week\n  on: t\n  at: '11:00'",
  '- record: note\n  values: { n: n, t: t }',
  '- record: other\n  values: { w: w }',
  '- plan: daily-check-in\n  key: p1\n  after: 1d',
  "- plan: daily-check-in\n  key: p1\n  every: day\n  at: '11:00'",
  "- plan: daily-check-in\n  key: p2\n  every: week\n  on: friday\n  at: '12:00'",
  "- plan: daily-check-in\n  key: p1\n  every: week\n  on: [monday, thursday]\n  at: '11:00'\n  times: 3\n  busy: skip",
  '- plan: daily-check-in\n  key: p2\n  date: today\n  after: 3d\n  late: skip',
  "- plan: daily-check-in\n  key: p1\n  every: day\n  at: '12:00'\n  until: today",
  "- plan: daily-check-in\n  key: p1\n  after: 'n > 4 ? hours(n) : t'",
  '- plan: daily-check-in\n  key: p2\n  date: today\n  after: days(n)',
  '- wait: minutes(n - 4)',
  '- wait: 1h',
  "- wait: t\n- set: { w: 'text(n)' }",
  '- unplan: p1',
  '- run: nowhere',
  '- run: nowhere\n  outcomes: { missing: last }',
  '- branch:\n    - when: n >= 5\n      do: [{ become: nowhere }]',
  '- unplan: p2',
  '- act: setting\n  with: { country: "\'IE\'" }',
  '- act: setting\n  with: { name: t }',
  '- act: setting\n  with: { zone: "\'Asia/Tokyo\'" }',
);

/** The parts of a flow, with flows it runs nested at most `depth` deep. */
export function partsOf(depth: number): fc.Arbitrary<readonly Part[]> {
  const simple = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        type: fc.constant('ask' as const),
        input: inputs,
        strict: fc.boolean(),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant('say' as const),
        wordings: fc.integer({ min: 1, max: 3 }),
        pick: fc.constantFrom('least-recent', 'cycle', 'once', 'shuffle'),
      }),
    },
    { weight: 2, arbitrary: steps.map((yaml) => ({ type: 'step' as const, yaml })) },
  );
  if (depth === 0) return fc.array(simple, { minLength: 1, maxLength: 4 });
  const inner = fc.array(simple, { minLength: 1, maxLength: 3 });
  return fc.array(
    fc.oneof(
      { weight: 5, arbitrary: simple },
      {
        weight: 2,
        arbitrary: fc.record({
          type: fc.constant('branch' as const),
          when: conditions,
          yes: inner,
          no: inner,
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          type: fc.constant('choose' as const),
          pick: fc.constantFrom('least-recent', 'weighted'),
          ways: fc.array(inner, { minLength: 2, maxLength: 3 }),
        }),
      },
      { weight: 1, arbitrary: fc.record({ type: fc.constant('loop' as const), body: inner }) },
      {
        weight: 1,
        arbitrary: fc.record({
          type: fc.constant('repeat' as const),
          until: conditions,
          body: inner,
        }),
      },
      { weight: 1, arbitrary: fc.record({ type: fc.constant('each' as const), body: inner }) },
      {
        weight: 1,
        arbitrary: fc.record({
          type: fc.constant('form' as const),
          fields: fc.integer({ min: 2, max: 3 }),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ type: fc.constant('run' as const), body: partsOf(depth - 1) }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          type: fc.constant('become' as const),
          when: conditions,
          body: partsOf(depth - 1),
        }),
      },
    ),
    { minLength: 2, maxLength: 5 },
  );
}

/** The flow files: `root` first, and every flow it runs. */
export function filesOf(parts: readonly Part[]): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  let flows = 0;
  write('root', parts);
  return files;

  function write(id: string, body: readonly Part[]): void {
    let count = 0;
    const next = (kind: string) => `${kind}${(count += 1)}`;
    const lines = [
      ...indented('- id: start\n  ask: [Shall we begin?, Do we begin?]\n  input: text\n  save: t'),
      ...body.flatMap((part) => indented(render(part, next))),
      ...indented('- id: last\n  ask: And a last word?\n  input: text\n  save: w'),
    ];
    files[id] = [
      'title: A flow',
      'about: A flow that was drawn.',
      'kind: system',
      'locale: en',
      'data:',
      '  { n: number, t: text, w: text, yes: yes-no, l: list,',
      '    m: { type: text, scope: member, keep: 2d }, k: { type: number, scope: member, keep: 1w } }',
      'choices: { some: [{ label: A, value: a, score: 1 }, { label: B, value: b, match: [bee], score: 2 }] }',
      'outputs: [n, t]',
      'on:',
      '  word:',
      '    - say: [aside]',
      '      do: [{ id: aside, say: An aside. }]',
      '  invalid: { reprompts: [In other words?, Said plainly?] }',
      '  back: { do: [{ id: first, say: [This is where it begins., It begins here.] }] }',
      '  error: { do: [{ id: sorry, ask: Gone. Go on?, input: text, save: t }] }',
      'steps:',
      ...lines,
      '',
    ].join('\n');
  }

  function render(part: Part, next: (kind: string) => string): string {
    switch (part.type) {
      case 'say': {
        const id = next('say');
        const texts = Array.from({ length: part.wordings }, (_, at) => `${id} wording ${at}.`);
        return `- id: ${id}\n  say: [${texts.join(', ')}]\n  pick: ${part.pick}`;
      }
      case 'ask':
        return renderAsk(part.input, part.strict, next('ask'));
      case 'step':
        return part.yaml.replace(/^- (?=act)/, `- id: ${next('act')}\n  `);
      case 'branch':
        return [
          '- branch:',
          `    - when: "${part.when}"`,
          '      do:',
          ...nested(part.yes, next, 8),
          '  else:',
          ...nested(part.no, next, 4),
        ].join('\n');
      case 'choose':
        return [
          '- choose:',
          ...part.ways.flatMap((way) => ['    - do:', ...nested(way, next, 8)]),
          `  pick: ${part.pick}`,
        ].join('\n');
      case 'loop': {
        const id = next('loop');
        return [
          `- id: ${id}`,
          `  say: [${id} once more., ${id} again.]`,
          ...nested(part.body, next, 0),
          `- id: ${next('more')}`,
          '  ask: Once more?',
          '  options:',
          `    - { label: Go round, value: round, goto: ${id} }`,
          '    - { label: Enough of it, value: enough }',
        ].join('\n');
      }
      case 'repeat':
        return [
          '- repeat: 2',
          `  until: "${part.until}"`,
          '  do:',
          ...nested(part.body, next, 4),
        ].join('\n');
      case 'each':
        return ['- each: l', '  as: t', '  most: 2', '  do:', ...nested(part.body, next, 4)].join(
          '\n',
        );
      case 'form':
        return [
          '- form:',
          ...Array.from({ length: part.fields }, () => renderField(next('field'))),
        ].join('\n');
      case 'run': {
        const flow = `sub${(flows += 1)}`;
        write(flow, part.body);
        return `- run: ${flow}\n  save: { n: n }`;
      }
      case 'become': {
        const flow = `sub${(flows += 1)}`;
        write(flow, part.body);
        return `- branch:\n    - when: "${part.when}"\n      do: [{ become: ${flow} }]`;
      }
    }
  }

  function nested(body: readonly Part[], next: (kind: string) => string, spaces: number) {
    return body.flatMap((part) =>
      render(part, next)
        .split('\n')
        .map((line) => ' '.repeat(spaces) + line),
    );
  }
}

function renderAsk(input: Input, strict: boolean, id: string): string {
  const kind = input === 'listed' || input === 'shared' ? 'choice' : input;
  const head = `- id: ${id}\n  ask: [${id} asks?, ${id} asks once more?]\n  input: ${kind}`;
  const attempts = strict
    ? `\n  invalid: { after: 2, do: [{ id: ${id}l, say: Never mind. }] }`
    : '';
  const reprompts = strict ? '' : `\n  reprompts: [${id} kindly?, ${id} kindly again?]`;
  const rest = `${reprompts}${attempts}\n  why: '{t}, for ${id}.'`;
  switch (input) {
    case 'choice':
      return `${head}\n  save: w\n  options:\n    - { label: Red, value: red, score: 3 }\n    - { label: Blue, value: blue, once: ever, do: [{ id: ${id}b, say: Blue it is. }] }\n    - { label: Leave, value: leave, end: left }${strict ? '' : '\n  otherwise: { save: t, value: other, do: [{ id: ' + id + "o, say: 'As you say, {t}.' }] }"}${rest}`;
    case 'shared':
      return `${head}\n  save: w\n  options: some${rest}`;
    case 'scale':
      return `${head}\n  from: 0\n  to: 10\n  save: n\n  check: [{ that: 'n <= 8', message: Up to eight. }]${rest}`;
    case 'many':
      return `${head}\n  save: l\n  options:\n    - { label: Sun, value: sun }\n    - { label: Moon, value: moon, score: 2 }\n    - { label: Star, value: star, once: true }${rest}`;
    case 'confirm':
      return `${head}\n  save: 'yes'${rest}`;
    case 'listed':
      return `${head}\n  save: t\n  options: { from: l, once: ${strict}${strict ? '' : `, plus: [{ label: Another, value: another, once: true, do: [{ id: ${id}a, say: Another. }] }]`} }${rest}`;
    case 'text':
      return `${head}\n  save: t`;
  }
}

function renderField(id: string): string {
  return `    - { id: ${id}, ask: '${id}, {t}?', input: number, save: n, check: [{ that: n <= 8.0, message: Up to eight. }] }`;
}

function indented(text: string): readonly string[] {
  return text.split('\n').map((line) => `  ${line}`);
}
