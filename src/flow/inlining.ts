import type { ProblemCode } from '#conversation/problem-codes.ts';
import type { StepId } from '#conversation/id.ts';
import { didYouMean } from '#conversation/spelling.ts';
import type { DataType } from './flow.ts';
import { fragmentPath, type FragmentTexts } from './fragment-file.ts';
import { openFragment, type FragmentBlock } from './open-fragment.ts';
import type { RawScript } from './read-script.ts';
import type { Scope, Stand } from './scope.ts';

/** Fragments in each other, and fragments one flow uses, those of its fragments included. */
const deepest = 4;
const mostUses = 50;

/** Finds the fragments of one script, and gathers what they keep in mind. */
export interface Inlining {
  /** The fragment of this name, to be read where a `use` stands; `null`, and said there, where that cannot be. */
  open(name: string, at: Stand & { readonly id: StepId }): Opened | null;
  readonly data: ReadonlyMap<string, Stand & { readonly type: DataType }>;
}

/** A fragment whose steps are still to be read. */
export interface Opened {
  readonly scope: Scope;
  readonly takes: readonly string[];
  readonly data: readonly string[];
  readonly steps: readonly unknown[];
}

/** The fragments of a script that is read. */
export function inlining(script: RawScript, fragments: FragmentTexts): Inlining {
  const data = new Map<string, Stand & { readonly type: DataType }>();
  const owners = new Map(Object.keys(script.data).map((name) => [name, 'here']));
  const known = new Map<string, FragmentBlock | null>();
  let uses = 0;

  const blockOf = (name: string, { problems }: Scope): FragmentBlock | null => {
    const block = known.has(name) ? known.get(name) : openFragment(name, fragments, problems);
    known.set(name, block ?? null);
    return block?.fits === true ? block : null;
  };

  const declare = (name: string, block: FragmentBlock, { scope, say }: Using): void => {
    for (const key of ['takes', 'data'] as const) {
      for (const [word, type] of Object.entries(block[key])) {
        const owner = owners.get(word) ?? name;
        const other = owner === 'here' ? 'what uses it' : `the fragment \`${owner}\``;
        if (owner !== name) {
          say(
            'same-name',
            `both the fragment \`${name}\` and ${other} keep something as \`${word}\``,
            'call it something else in one of the two',
          );
        }
        owners.set(word, owner);
        data.set(word, { scope, path: [key, word], type });
      }
    }
  };

  return {
    data,
    open(name, at) {
      const { inside, complaints, problems } = at.scope;
      const say: Say = (code, message, mend) => {
        complaints.say(code, [...at.path, 'use'], message, mend);
        return null;
      };
      if (!fragments.has(name)) {
        return say(
          'unknown-fragment',
          `there is no fragment \`${name}\``,
          didYouMean(name, [...fragments.keys()], `write it as ${fragmentPath(name)}`),
        );
      }
      uses += 1;
      if (inside.includes(name)) return circle([...inside.slice(inside.indexOf(name)), name], say);
      if (inside.length >= deepest || uses > mostUses) return tooMany(uses > mostUses, say);
      const block = blockOf(name, at.scope);
      if (block === null) return null;
      const { raw, yaml } = block;
      if (script.locale !== null && block.fits && raw.locale !== script.locale) {
        return say(
          'wrong-locale',
          `this is written in \`${script.locale}\`, and the fragment \`${name}\` in \`${raw.locale}\``,
          'use one in the same language; a translation is not what is written here',
        );
      }
      const scope: Scope = {
        yaml,
        complaints: block.complaints,
        problems,
        prefix: `${at.id}-`,
        inside: [...inside, name],
      };
      declare(name, block, { scope, say });
      const [takes, kept] = [Object.keys(block.takes), Object.keys(block.data)];
      return { scope, takes, data: kept, steps: raw.steps };
    },
  };
}

type Say = (code: ProblemCode, message: string, mend: string) => null;

/** A place where a fragment is used: its steps there, and how mistakes are told there. */
interface Using {
  readonly scope: Scope;
  readonly say: Say;
}

function circle(names: readonly string[], say: Say): null {
  return say(
    'fragment-circle',
    `this fragment uses itself: ${names.map((one) => `\`${one}\``).join(' uses ')}`,
    'leave it out, or go round with `repeat`',
  );
}

function tooMany(uses: boolean, say: Say): null {
  return say(
    'too-many-uses',
    uses
      ? `${mostUses} fragments are used before this one, those in fragments included; more are not read`
      : `this fragment stands in ${deepest} others, each in the next; more are not read`,
    'use fewer, or make a flow of it and `run` that',
  );
}
