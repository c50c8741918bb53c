import type { CauseId } from '#conversation/id.ts';
import type { Inbound } from '#conversation/inbound.ts';
import type { Message } from '#conversation/message.ts';
import type { Problem } from '#conversation/problem.ts';
import type { Library } from '#engine/library.ts';
import { toInbound } from '#platform/terminal/to-inbound.ts';
import { changeLines, notedLine, wallClock } from './change-lines.ts';
import { changed, messageLines, type Line } from './message-lines.ts';
import { memberOf, newcomer } from './opening.ts';
import { smallWorld } from './small-world.ts';
import type { Cue, Transcript } from './transcript.ts';

/** A transcript as it was played. */
export interface Rehearsed {
  readonly moments: readonly Moment[];
  /** Why the last moment could not be played; what comes after it was not. */
  readonly problem: Problem | null;
}

/** A cue and what it led to. */
export interface Moment {
  readonly cue: Cue;
  readonly lines: readonly Line[];
}

/** So many messages stay open to taps, as in the terminal. */
const open = 20;

/** Stands between two messages that would read as one. */
const pause: Line = { mark: '<', text: '' };

/** Plays a transcript: its cues are fed, all else is what Mooring does. `library` is asked anew for every turn, as after a restart. */
export function rehearse(transcript: Transcript, library: () => Library): Rehearsed {
  const { opening, cues, file } = transcript;
  const [first] = cues;
  if (first?.does.type !== 'set') throw new Error(`${file} sets no clock`);
  const { at } = first.does;
  const moments: Moment[] = [];
  const moderator = library().phrases.text('terminal.moderator', opening.locale);
  let said: Line[] = [];
  let notes: Line[] = [];
  let shown: readonly Message[] = [];
  let causes = 0;

  const world = smallWorld(
    {
      opening,
      at,
      library,
      begin: (parties) => (opening.met ? memberOf(opening, parties, at) : null),
    },
    {
      shown(delivery) {
        const lines = messageLines(delivery);
        said.push(...(isSaid(said.at(-1)) && isSaid(lines[0]) ? [pause] : []), ...lines);
        if (delivery.payload.type !== 'message' || delivery.class === 'alert') return;
        shown = [delivery.payload.message, ...shown].slice(0, open);
      },
      noted: (noted) => notes.push(notedLine(noted, zone())),
    },
  );
  let before = world.kept();

  for (const cue of cues) {
    const lines: Line[] = [];
    const problem = play(cue, lines);
    moments.push({ cue, lines });
    if (problem !== null) return { moments, problem };
  }
  return { moments, problem: null };

  function play(cue: Cue, lines: Line[]): Problem | null {
    const { does } = cue;
    if (does.type === 'set' || does.type === 'advance') {
      if (cue === first) return opening.flow === null ? null : hear(begins(opening.flow), lines);
      const to = does.type === 'advance' ? world.now + does.ms : does.at;
      if (to < world.now)
        return complaint(cue, 'the clock does not go back', 'give a later instant');
      world.passTo(to, () =>
        lines.push(...happened(changed(`at ${wallClock(world.now, zone())}`))),
      );
      return null;
    }
    const { now, member, community } = world;
    const words = does.type === 'member' ? does.words : `@mod ${does.words}`;
    const inbound = toInbound(words, {
      cause: nextCause(),
      at: now,
      member,
      community,
      moderator,
      shown,
    });
    const missed = inbound.type === 'TextSaid' && /^(?:\[[^[\]]+\]\s*)+$/.test(words);
    return missed ? noChoice(cue) : hear(inbound, lines);
  }

  function begins(flow: NonNullable<typeof opening.flow>): Inbound {
    const { id: conversation, address } = world.member;
    const { inputs } = opening;
    return { type: 'FlowAsked', id: nextCause(), conversation, address, at, flow, inputs };
  }

  function hear(inbound: Inbound, lines: Line[]): null {
    world.receive(inbound);
    lines.push(...happened());
    return null;
  }

  /** Everything since it was last asked, under a heading if there is anything. */
  function happened(...heading: readonly Line[]): readonly Line[] {
    const after = world.kept();
    const changes =
      after === null ? [] : changeLines(before ?? newcomer(opening, world), after, world.now);
    const lines = [...said, ...notes, ...changes];
    before = after;
    said = [];
    notes = [];
    return lines.length === 0 ? [] : [...heading, ...lines];
  }

  function zone(): string {
    return world.kept()?.settings.zone ?? opening.zone;
  }

  function nextCause(): CauseId {
    causes += 1;
    return `line-${causes}` as CauseId;
  }

  function noChoice(cue: Cue): Problem {
    const offered = shown.flatMap(({ choices, alwaysOn }) => [...choices, ...alwaysOn]);
    const labels = [...new Set(offered.map(({ label }) => `[${label}]`))].join(' ');
    const mend = labels === '' ? 'nothing was offered yet' : `offered were ${labels}`;
    return complaint(cue, `nothing offers ${cue.text.replace(/^> /, '')}`, mend);
  }

  function complaint({ line }: Cue, message: string, mend: string): Problem {
    return {
      code: 'transcript',
      at: { file, line, column: 1 },
      message,
      mend,
      severity: 'error',
    };
  }
}

function isSaid(line: Line | undefined): boolean {
  return line?.mark === '<';
}
