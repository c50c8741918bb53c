import type { CommunityConversation } from '#conversation/conversation.ts';
import type { Effect } from '#conversation/effect.ts';
import type { Inbound } from '#conversation/inbound.ts';
import type { Turn } from '#conversation/turn.ts';
import type { Slots } from '#content/format.ts';
import type { PhraseKey } from '#content/phrase-key.ts';
import type { Stage } from './library.ts';
import { plainMessage } from './texts.ts';

/** Decides a turn of a community's moderators' room. */
export function communityTurn(
  community: CommunityConversation,
  inbound: Inbound,
  stage: Stage,
): Turn {
  const decided = decide(community, inbound, stage);
  return {
    type: 'Turn',
    cause: inbound.id,
    conversation: {
      ...decided.community,
      version: community.version + 1,
      address: inbound.address ?? community.address,
    },
    effects: decided.effects,
  };
}

interface Decided {
  readonly community: CommunityConversation;
  readonly effects: readonly Effect[];
}

function decide(community: CommunityConversation, inbound: Inbound, stage: Stage): Decided {
  const told = (key: PhraseKey, slots: Slots = {}): Effect => ({
    type: 'Alert',
    message: plainMessage(stage.library.phrases.say(key, community.locale, slots)),
  });
  if (inbound.type === 'ModeratorActed') return answer(community, inbound, told);
  if (inbound.type !== 'Told') return { community, effects: [] };
  const { news } = inbound;
  if (news.type === 'reported') {
    const number = community.reportCount + 1;
    const report = {
      number,
      member: news.member,
      at: stage.now,
      name: news.name,
      words: news.words,
    };
    const who =
      news.name === null
        ? stage.library.phrases.text('community.unnamed', community.locale)
        : { said: news.name };
    return {
      community: {
        ...community,
        reportCount: number,
        reports: [...community.reports, report].slice(-50),
      },
      effects: [told('community.report', { number, who, words: { said: news.words } })],
    };
  }
  if (news.type === 'erased') {
    const gone = community.reports.filter((report) => report.member === news.member);
    return {
      community: {
        ...community,
        reports: community.reports.filter((report) => report.member !== news.member),
      },
      effects: gone.map((report) => told('community.gone', { number: report.number })),
    };
  }
  return { community, effects: [] };
}

/** `3 Thank you` answers report 3; nothing, or anything else, tells how. */
function answer(
  community: CommunityConversation,
  acted: Inbound & { type: 'ModeratorActed' },
  told: (key: PhraseKey, slots?: Slots) => Effect,
): Decided {
  const match = /^\s*#?(\d{1,6})[\s:,.]+(\S[\s\S]*)$/.exec(acted.words);
  if (match === null) {
    const numbers = community.reports.map((report) => String(report.number));
    const open =
      numbers.length === 0 ? told('community.none-open') : told('community.open', { numbers });
    return { community, effects: [told('community.usage'), open] };
  }
  const number = Number(match[1]);
  const report = community.reports.find((one) => one.number === number);
  if (report === undefined)
    return { community, effects: [told('community.no-report', { number })] };
  return {
    community: { ...community, reports: community.reports.filter((one) => one !== report) },
    effects: [
      {
        type: 'Tell',
        conversation: report.member,
        news: {
          type: 'answered',
          moderator: acted.moderator,
          words: (match[2] as string).trim().slice(0, 1500),
        },
      },
      told('community.answered', { number }),
    ],
  };
}
