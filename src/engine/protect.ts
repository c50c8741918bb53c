import type { Inbound } from '#conversation/inbound.ts';
import type { Assessment, Level } from '#crisis/screen.ts';
import type { Library } from './library.ts';
import { rootOf, say, type Draft } from './draft.ts';
import { helpMessage } from './help.ts';
import { house } from './house.ts';
import { dropChain, open } from './play.ts';
import { phrase } from './texts.ts';

/** What the screen hears in everything a member wrote, the worst first; `null` for nothing. It runs before anything else looks. */
export function riskIn(inbound: Inbound, library: Library): Assessment | null {
  const texts =
    inbound.type === 'TextSaid'
      ? [inbound.text]
      : inbound.type === 'FormSent'
        ? Object.values(inbound.fields)
        : [];
  let worst: Assessment | null = null;
  for (const text of texts) {
    const heard = library.screen.assess(text);
    if (heard === null) continue;
    if (worst === null || gravity(heard.level) > gravity(worst.level)) worst = heard;
  }
  return worst;
}

const grave: readonly Level[] = [
  'third-party',
  'self-harm',
  'ideation',
  'danger',
  'overdose',
  'imminent',
];

/** How grave a level is: 0 for `third-party`, 5 for `imminent`. */
function gravity(level: string): number {
  return grave.indexOf(level as Level);
}

/** One full reply in this time unless the level rises. */
const debounce = 12 * 3_600_000;

/** Answers crisis language before anything else happens; what was open waits beneath and is asked again. */
export function protect(draft: Draft, risk: Assessment): void {
  const { crisis } = draft.member;
  const again =
    crisis !== null &&
    draft.now - crisis.at < debounce &&
    gravity(risk.level) <= gravity(crisis.level);
  const worst =
    crisis !== null &&
    gravity(crisis.level) > gravity(risk.level) &&
    draft.now - crisis.at < debounce
      ? crisis.level
      : risk.level;
  draft.member = { ...draft.member, crisis: { level: worst, at: again ? crisis.at : draft.now } };
  draft.barrier = true;
  // What a crisis reply asked before is overtaken by this one.
  if (rootOf(draft.member)?.flow === house.crisis) dropChain(draft);
  if (open(draft, house.crisis, { level: risk.level, again })) return;
  const wish =
    risk.level === 'danger' ? 'danger' : risk.level === 'overdose' ? 'overdose' : 'crisis';
  const lines = helpMessage(draft, wish);
  const key = `crisis.${risk.level}` as 'crisis.ideation';
  say(draft, { ...lines, paragraphs: [...phrase(draft, key), ...lines.paragraphs] });
}
