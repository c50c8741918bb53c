import { lehmer } from '../proof/kill/chance.ts';

/** One slip of an author's hand: what kind, and the file after it. */
export interface Fault {
  readonly kind: string;
  readonly text: string;
}

type Slip = (site: RegExpExecArray) => string;

const typo = (word: string): string =>
  word.length < 4 ? `${word}x` : `${word.slice(0, 1)}${word[2]}${word[1]}${word.slice(3)}`;

const keys =
  'say|ask|input|save|options|label|value|match|when|with|plan|every|key|branch|choose|record|values|' +
  'act|reprompts|attempts|silence|nudge|after|expire|else|run|outcomes|set|goto|steps|data|title|about|kind|locale';

/** Every kind of slip: where it can happen, and what is written instead. */
const slips: Readonly<Record<string, readonly [at: RegExp, slip: Slip]>> = {
  'a key misspelt': [new RegExp(`(?<=^[\\s-{]*)(${keys})(?=:)`, 'gm'), ([key]) => typo(key)],
  'a target misspelt': [/(?<=goto: )[\w-]+/g, ([step]) => typo(step)],
  'a flow misspelt': [/(?<=\b(?:run|plan): )[a-z][\w-]+/g, ([flow]) => typo(flow)],
  'data misspelt where it is saved': [/(?<=\bsave: )\w+/g, ([name]) => typo(name)],
  'data misspelt in a condition': [
    /(?<=when: "?)\w+(?= (?:==|!=|>=|<=|>|<) )/g,
    ([name]) => typo(name),
  ],
  'data misspelt in a text': [/(?<=\{)[a-z]\w{2,}(?=[},])/g, ([name]) => typo(name)],
  'an answer misspelt in a condition': [/(?<=\w == ')[\w-]+(?=')/g, ([value]) => typo(value)],
  'a number compared as a text': [
    /(?<=when: "?[\w.()']+ [<>]=? )\d+/g,
    ([number]) => `'${number}'`,
  ],
  'a condition without its end': [/(?<=when: "?\w+ )== /g, () => '= '],
  'an input misspelt': [/(?<=input: )[a-z]+/g, ([input]) => typo(input)],
  'a duration in words': [
    /(?<=\b(?:after|wait|expires|keep): )\d+[hdwm]\b/g,
    ([time]) => `${time} long`,
  ],
  'a brace not closed': [/\{\w+(?:, \w+)*\}/g, ([slot]) => slot.slice(0, -1)],
  'a brace too many': [/\{\w+\}/g, ([slot]) => `${slot}}`],
  'an id left out': [/\bid: [\w-]+\n\s+(?=say:|ask:)/g, () => ''],
  'an id with a blank': [/(?<=\bid: )[\w-]+(?=\n)/g, ([id]) => `${id} two`],
  'an id twice': [/(?<=- id: )[\w-]+(?=\n[^]*?- id: ([\w-]+)\n)/g, ([, other]) => other ?? 'x'],
  'a label left out': [/(?<=\{ )label: [^,{}]+, (?=value)/g, () => ''],
  'a scale without its end': [/\n\s+to: \d+/g, () => ''],
  'a scale upside down': [/(?<=\n\s+to: )\d+/g, () => '-5'],
  'a line indented once too far': [/\n(?=\s+(?:ask|say|input|save|options):)/g, () => '\n '],
  'a line indented with a tab': [/\n +(?=(?:ask|say|input|save):)/g, () => '\n\t'],
  'a colon without its blank': [/(?<=\b(?:input|save|goto|run)):\s/g, () => ':'],
  'a quote not closed': [/(?<=when: ")[^"\n]+"/g, ([text]) => text.slice(0, -1)],
  'a step after an end': [/\n(?= {2}- id: )/g, () => '\n  - end: done\n'],
  'a circle': [
    /\n(?= {2}- id: ([\w-]+)\n {4}say:)/g,
    ([, id]) => `\n  - goto: ${id}\n  - goto: ${id}\n`,
  ],
  'data nobody declared': [/(?<=\n\s+save: )\w+/g, () => 'nobodys'],
  'data nobody uses': [
    /\ndata:(?: \{)?(?=\s)/g,
    ([data]) => (data.endsWith('{') ? `${data} spare: text,` : `${data}\n  spare: text`),
  ],
  'an option twice': [/\n\s+- \{ label: [^{}\n]+\}(?=\n)/g, ([option]) => option + option],
  'a weekday that is none': [
    /(?<=\bon: )(?:mon|tues|wednes|thurs|fri|satur|sun)day/g,
    () => 'someday',
  ],
  'a yes for a name': [/(?<=kind: )[\w-]+/g, () => 'yes'],
  'a list where one is asked for': [/(?<=\n\s+input: )\w+/g, ([input]) => `[${input}]`],
  'something of a Markdown page': [/\n(?= {2}- id:)/g, () => '\n```\n'],
};

/** Every kind by name. */
export const faultKinds: readonly string[] = Object.keys(slips);

/** A fault of the `n`-th draw in a file; `null` where this kind has no place in it. */
export function faultIn(text: string, kind: string, n: number): Fault | null {
  const [at, slip] = slips[kind] as readonly [RegExp, Slip];
  const sites = [...text.matchAll(at)].filter(({ index }) => !isRemark(text, index));
  const site = sites[Math.floor(lehmer(n + 1)() * sites.length)];
  if (site === undefined) return null;
  const { index } = site;
  const after = text.slice(index + site[0].length);
  return { kind, text: text.slice(0, index) + slip(site) + after };
}

function isRemark(text: string, index: number): boolean {
  const row = text.slice(text.lastIndexOf('\n', index - 1) + 1, index);
  return row.includes('#');
}
