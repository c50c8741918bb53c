import type { ReportAnswer } from '#conversation/report.ts';
import { say, type Draft } from './draft.ts';
import { phrase, plainMessage } from './texts.ts';

/** A moderator answered a report: said at once, but to someone who said `stop` only when they are back. */
export function hearReportAnswer(draft: Draft, { moderator, words }: ReportAnswer): void {
  const { member } = draft;
  if (member.contact.type === 'stopped') {
    const answers = [...member.answers, { moderator, words }].slice(-mostKept);
    draft.member = { ...member, answers };
    return;
  }
  draft.class = 'reply';
  tellAnswer(draft, { moderator, words });
}

/** What was answered while the member was away. */
export function tellKeptAnswers(draft: Draft): void {
  const { answers } = draft.member;
  draft.member = { ...draft.member, answers: [] };
  for (const answer of answers) tellAnswer(draft, answer);
}

/** As many reports as a community keeps open of one and all. */
const mostKept = 50;

function tellAnswer(draft: Draft, { moderator, words }: ReportAnswer): void {
  const slots = { moderator: { said: moderator }, words: { said: words } };
  say(draft, plainMessage(phrase(draft, 'report.answered', slots)));
}
