import type { ConversationId, Millis, QuestionId } from '#conversation/id.ts';
import type { Inbound } from '#conversation/inbound.ts';
import type { Choice, Input, Message, Paragraph } from '#conversation/message.ts';
import type { Values } from '#conversation/value.ts';
import type { Texts } from './switch-texts.ts';

/** Where the check-in stands. */
export type Step = 'heavy' | 'feeling' | 'note' | 'idea' | 'see' | 'touch' | 'hear';

/** All that someone who writes this one check-in by hand would keep of a member. */
export interface SwitchMember {
  readonly kind: 'member';
  readonly id: ConversationId;
  readonly version: number;
  readonly address: string | null;
  readonly reachable: boolean;
  readonly name: string;
  readonly keeps: boolean;
  /** `null` outside of a check-in. */
  readonly at: Step | null;
  readonly answers: Values;
  readonly questions: number;
  readonly checkIns: number;
  readonly activeAt: Millis | null;
  /** None: it has one script. The store looks. */
  readonly sessions: readonly [];
}

/** What a turn led to. */
export interface SwitchTurn {
  readonly member: SwitchMember;
  readonly message: Message;
  /** What goes into the journal. */
  readonly record: Values | null;
}

/** The check-in as a competent engineer writes it by hand: one switch over the step, the same texts, and nothing that this one script does not need. */
export function playByHand(member: SwitchMember, inbound: Inbound, texts: Texts): SwitchTurn {
  const active: SwitchMember = {
    ...member,
    activeAt: inbound.at,
    address: inbound.address ?? member.address,
  };
  if (inbound.type === 'FlowAsked') {
    const greeting = texts.greeting[member.checkIns % texts.greeting.length];
    return ask({ ...active, answers: {} }, 'heavy', [greeting?.({ name: member.name }) ?? []]);
  }
  const { at } = member;
  const isStale = inbound.type === 'ChoiceMade' && inbound.question !== `q${member.questions}`;
  if (at === null || isStale) return lost(active);
  switch (at) {
    case 'heavy': {
      const heaviness = inbound.type === 'TextSaid' ? Number(inbound.text.trim()) : NaN;
      if (!Number.isInteger(heaviness) || heaviness < 1 || heaviness > 10) return lost(active);
      const word =
        heaviness >= 8 ? texts.veryHeavy : heaviness >= 4 ? texts.someWeight : texts.light;
      return ask(saving('heaviness', heaviness), 'feeling', [word]);
    }
    case 'feeling': {
      const feeling = chosen('feeling');
      return feeling === null ? lost(active) : ask(saving('feeling', feeling), 'note', []);
    }
    case 'note':
      if (inbound.type !== 'TextSaid') return lost(active);
      return ask(saving('note', inbound.text.trim()), 'idea', []);
    case 'idea': {
      const idea = chosen('idea');
      return idea === null ? lost(active) : ask(saving('idea', idea), 'see', []);
    }
    case 'see':
    case 'touch':
    case 'hear': {
      const pace = chosen(at);
      if (pace === null) return lost(active);
      if (pace === 'end') return sumUp(active, false);
      return at === 'hear' ? sumUp(active, true) : ask(active, at === 'see' ? 'touch' : 'hear', []);
    }
  }

  function saving(name: string, value: string | number): SwitchMember {
    return { ...active, answers: { ...active.answers, [name]: value } };
  }

  function chosen(step: Step): string | null {
    const options = texts.questions[step].options;
    if (inbound.type === 'ChoiceMade') {
      return options.find(({ value }) => value === inbound.choices[0])?.value ?? null;
    }
    if (inbound.type !== 'TextSaid') return null;
    const text = inbound.text.trim().toLowerCase();
    const found = options.find(
      ({ label, match }, index) =>
        label.toLowerCase() === text || match.includes(text) || text === String(index + 1),
    );
    return found?.value ?? null;
  }

  function ask(
    from: SwitchMember,
    step: Step,
    before: readonly Paragraph[],
    record: Values | null = null,
  ): SwitchTurn {
    const { text, hints, choices, input, isPrivate } = texts.questions[step];
    const questions = from.questions + 1;
    return {
      member: { ...from, at: step, questions },
      record,
      message: {
        paragraphs: [...before, text, ...hints],
        hints: hints.length,
        ...said(`q${questions}` as QuestionId, choices, input),
        sensitivity: isPrivate ? 'private' : 'ordinary',
        alwaysOn: texts.alwaysOn,
      },
    };
  }

  function sumUp(from: SwitchMember, keeps: boolean): SwitchTurn {
    const { heaviness, feeling, note, idea } = from.answers;
    const label = (step: Step, value: unknown): string =>
      texts.questions[step].options.find((option) => option.value === value)?.label ?? '';
    return {
      member: { ...from, at: null, checkIns: from.checkIns + 1 },
      record: keeps && from.keeps ? ({ heaviness, feeling, note, idea } as Values) : null,
      message: {
        paragraphs: texts.summary.map((fill) =>
          fill({
            heaviness: String(heaviness),
            feeling: label('feeling', feeling),
            note: String(note),
            idea: label('idea', idea),
          }),
        ),
        ...said(null, [], null),
        sensitivity: 'ordinary',
        alwaysOn: [],
      },
    };
  }

  /** Not understood, or too late: the same question once more. */
  function lost(from: SwitchMember): SwitchTurn {
    if (from.at !== null) return ask(from, from.at, [texts.lost]);
    return {
      member: from,
      record: null,
      message: {
        paragraphs: [texts.lost],
        ...said(null, [], null),
        sensitivity: 'ordinary',
        alwaysOn: texts.alwaysOn,
      },
    };
  }
}

function said(question: QuestionId | null, choices: readonly Choice[], input: Input | null) {
  return { question, choices, input, media: [] };
}
