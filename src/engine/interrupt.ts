import type { FlowId } from '#conversation/id.ts';
import type { Values } from '#conversation/value.ts';
import type { AlwaysOnWord } from '#content/words.ts';
import { answersIn, goBack } from './back.ts';
import { rootOf, say, type Draft } from './draft.ts';
import { askAgain, offer } from './asking.ts';
import { helpMessage } from './help.ts';
import { house } from './house.ts';
import { dropChain, open } from './play.ts';
import { skip } from './skip.ts';
import { phrase, plainMessage } from './texts.ts';

/** Does what an always-on word asks for, in whatever state the conversation is. */
export function obey(draft: Draft, word: AlwaysOnWord | 'change'): void {
  switch (word) {
    case 'help-now':
      if (!digress(draft, house.helpNow)) say(draft, helpMessage(draft, 'crisis'));
      return;
    case 'ground-me':
      return lead(draft, house.ground, {});
    case 'who-are-you':
      if (!digress(draft, house.whoAreYou)) say(draft, plainMessage(phrase(draft, 'who.reply')));
      return;
    case 'delete-my-data':
      return lead(draft, house.myData, { want: 'erase' });
    case 'pause':
      if (digress(draft, house.contact, { want: 'pause' })) return;
      draft.member = { ...draft.member, contact: { type: 'paused', until: null } };
      return say(draft, plainMessage(phrase(draft, 'contact.paused')));
    case 'stop':
      draft.member = { ...draft.member, sessions: [], asked: null, contact: { type: 'stopped' } };
      if (!open(draft, house.contact, { want: 'stop' })) {
        say(draft, plainMessage(phrase(draft, 'contact.stopped')));
      }
      return;
    case 'menu':
      dropChain(draft);
      return lead(draft, house.menu, {});
    case 'skip':
      return skip(draft);
    case 'back':
      return draft.member.asked?.offer == null ? goBack(draft) : askAgain(draft, []);
    case 'change': {
      const positions = answersIn(rootOf(draft.member)?.root?.trail ?? []).slice(-5);
      if (positions.length > 0) return offer(draft, { type: 'change', positions });
      return say(draft, plainMessage(phrase(draft, 'change.nothing')));
    }
  }
}

/** Opens a flow on top; what lies below waits and is asked again. The same digression twice starts anew. */
export function digress(draft: Draft, flow: FlowId, inputs: Values = {}): boolean {
  if (rootOf(draft.member)?.flow === flow) dropChain(draft);
  return open(draft, flow, inputs);
}

function lead(draft: Draft, flow: FlowId, inputs: Values): void {
  if (!digress(draft, flow, inputs)) say(draft, plainMessage(phrase(draft, 'flow.unknown')));
}
