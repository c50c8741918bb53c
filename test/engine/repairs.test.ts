import { describe, expect, test } from 'vitest';
import { repairs } from '#content/words.ts';
import { repairIn } from '#engine/understand/repair-in.ts';
import { wholeMessages } from '#engine/understand/whole-message.ts';
import type { Translation } from '#flow/translation.ts';
import { shippedFile, shippedLocales } from '../content/shipped.ts';
import { at, beginOwn, choices, kept, number, offered, words } from '../support/own-flow.ts';
import { agreed, saysOf, visit, type Visit } from '../support/visit.ts';

const untranslated = {
  low: null,
  high: null,
  reprompts: null,
  why: null,
  nudge: null,
  checks: [],
  options: {},
};
const data = 'data: { a: number, b: number, c: number, note: text }';
const begin = (steps: string, head = data, locale = 'en'): Visit =>
  beginOwn(steps, { head, locale });

describe('“say that again”', () => {
  test.each([
    ['en', 'what?'],
    ['en', 'Say that again'],
    ['en', 'say that agian'],
    ['es', '¿Otra vez?'],
    ['es', '¿Qué?'],
  ])('in %s, as “%s”, brings the very question and counts as nothing', (locale, text) => {
    const here = begin(number('a'), data, locale);
    const { paragraphs } = saysOf(here.last).at(-1)!.message;
    here.say('zzz');
    for (let times = 0; times < 4; times += 1) here.say(text);
    expect(saysOf(here.last).at(-1)!.message.paragraphs).toEqual(paragraphs);
    expect(here.member.lost).toBe(1);
    expect(here.member.sessions[0]?.root?.trail).toHaveLength(1);
  });

  test('brings a question of our own again, too', () => {
    const here = begin(number('a') + number('b'));
    here.say('3');
    const offer = here.say('change an answer');
    expect(here.say('what?')).toBe(offer);
    expect(here.say('1')).toMatch(/a\?/);
  });
});

describe('“one moment”', () => {
  const nudged = number('a', '    silence: { nudge: { after: 1h, say: Still here. } }\n');

  test.each([
    ['en', 'give me a moment'],
    ['es', 'Un momento…'],
  ])('in %s gets one short word, and the question stays open', (locale, text) => {
    const here = begin(nudged + number('b'), data, locale);
    const { asked } = here.member;
    const said = here.say(text);
    expect(said).toMatch(/open|ready|abierta|puedas/);
    expect(said).not.toMatch(/a\?/);
    expect(here.member).toMatchObject({ asked, lost: 0 });
    expect(here.say('3')).toMatch(/b\?/);
  });

  test('brings no nudge sooner', () => {
    const here = begin(nudged);
    here.arrive();
    const { wakes } = here.member.sessions[0]!;
    here.pass(40 * 60_000);
    here.say('one moment');
    here.arrive();
    expect(here.member.sessions[0]?.wakes).toEqual(wakes);
  });

  test('leaves a question of our own open', () => {
    const here = begin(number('a') + number('b'));
    here.say('3');
    here.say('change an answer');
    here.say('hang on');
    expect(offered(here)).toBe('change');
    expect(here.say('1')).toMatch(/a\?/);
  });

  test('is an answer where an option says so', () => {
    const here = begin(
      `  - id: a\n    ask: a?\n    options: [{ label: Wait a little, value: wait }, { label: Go, value: go }]\n${number('b')}`,
    );
    expect(here.say('wait')).toMatch(/b\?/);
  });
});

describe('“I would rather not say”', () => {
  test.each([
    ['en', "I'd rather not say", /do not have to|stays with you|leave that/],
    ['en', 'id rather not', /do not have to|stays with you|leave that/],
    ['es', 'No quiero contestar', /No tienes que|contigo|dejamos fuera/],
  ])('in %s, as “%s”, leaves the question out, kindly', (locale, text, kind) => {
    const here = begin(number('a') + number('b'), data, locale);
    const said = here.say(text);
    expect(said).toMatch(kind);
    expect(said).toMatch(/b\?/);
    expect(kept(here)).toMatchObject({ a: null });
  });

  test('where an answer is needed says what else can be done', () => {
    const here = begin(number('a', '    skip: false\n'));
    const said = here.say("I'd rather not say");
    expect(said).toMatch(/need an answer[\s\S]*“menu” and “stop”[\s\S]*a\?/);
    expect(here.member.lost).toBe(0);
  });

  test('is what somebody writes only as a whole message', () => {
    const here = begin(words('note') + number('b'));
    here.say("I'd rather not say it to my mother");
    expect(kept(here)).toMatchObject({ note: "I'd rather not say it to my mother" });
  });

  test('is no “no”, but “I would rather not” may be', () => {
    const yesNo = `  - id: sure\n    ask: sure?\n    input: confirm\n    save: sure\n${number('b')}`;
    const head = 'data: { sure: yes-no, b: number }';
    const here = begin(yesNo, head);
    here.say("I'd rather not say");
    expect(kept(here)).toMatchObject({ sure: null });
    const other = begin(yesNo, head);
    other.say("I'd rather not");
    expect(kept(other)).toMatchObject({ sure: false });
  });
});

describe('“why do you ask?”', () => {
  test.each([
    ['en', 'Why do you ask?', /people who wrote this script[\s\S]*“Skip”[\s\S]*a\?/],
    ['es', '¿Por qué preguntas?', /Quienes escribieron este guion[\s\S]*«Saltar»[\s\S]*a\?/],
  ])('in %s is answered honestly, and the question asked again', (locale, text, said) => {
    const here = begin(number('a'), data, locale);
    expect(here.say(text)).toMatch(said);
    expect(here.member.lost).toBe(0);
  });

  test('promises no skipping where there is none', () => {
    const here = begin(number('a', '    skip: false\n'));
    expect(here.say('why?')).not.toMatch(/Skip/);
  });
});

describe('“why do you ask?” where the author says why', () => {
  const told = '    why: So that it fits {note}.\n';
  const steps = words('note') + number('a', told) + number('b', `${told}    skip: false\n`);

  test('is answered in those words, with slots filled, and the question asked again', () => {
    const here = begin(steps);
    here.say('the sea');
    const said = here.say('why do you ask?');
    expect(said).toMatch(/^So that it fits the sea\.[\s\S]*“Skip”[\s\S]*a\?/);
    expect(said).not.toMatch(/people who wrote this script/);
    expect(here.member).toMatchObject({ lost: 0 });
    here.say('3');
    expect(here.say('why?')).not.toMatch(/Skip/);
  });

  test('in another language is answered in general until it is translated', () => {
    const own = beginOwn(steps, { head: data, locale: 'es' });
    own.library = { ...own.library, translation: () => translation };
    own.say('el mar');
    expect(own.say('¿por qué?')).toMatch(/^Para que encaje con el mar\./);
    own.say('3');
    expect(own.say('¿por qué?')).toMatch(/^Quienes escribieron este guion/);
  });

  const step = { ...untranslated, text: [{ text: '¿Cuánto?', when: null }] };
  const translation = {
    locale: 'es',
    title: null,
    about: null,
    words: {},
    steps: { a: { ...step, why: 'Para que encaje con {note}.' }, b: step },
  } as Translation;
});

describe('“never mind”', () => {
  test('leaves at once where nothing was answered', () => {
    const here = begin(number('a'));
    expect(here.say('never mind')).toMatch(/leave this here|part ends here/);
    expect(here.member).toMatchObject({ sessions: [], asked: null });
  });

  test.each([
    ['en', 'Never mind', 'yes'],
    ['es', 'Déjalo', 'sí'],
  ])('in %s asks once where something was, and keeps what was recorded', (locale, text, yes) => {
    const steps = `${number('a')}  - record: note\n    values: { a: a }\n${number('b')}`;
    const here = begin(steps, data, locale);
    here.say('3');
    expect(here.journal).toHaveLength(1);
    here.say(text);
    expect(offered(here)).toBe('cancel');
    expect(at(here)).toBe('b');
    here.say(yes);
    expect(here.member.sessions).toEqual([]);
    expect(here.journal).toHaveLength(1);
  });

  test('goes on where the member would rather', () => {
    const here = begin(number('a') + number('b'));
    here.say('3');
    here.say('cancel');
    expect(here.say('no')).toMatch(/b\?/);
  });

  test('said twice is meant', () => {
    const here = begin(number('a') + number('b'));
    here.say('3');
    here.say('cancel');
    here.say('cancel');
    expect(here.member.sessions).toEqual([]);
  });

  test('to a question of our own takes only that back', () => {
    const here = begin(number('a') + number('b'));
    here.say('3');
    here.say('change an answer');
    expect(here.say('never mind')).toMatch(/b\?/);
    expect(at(here)).toBe('b');
  });

  test('comes back to what waits beneath', () => {
    const here = begin(number('a'));
    here.ask('slow-breath');
    expect(here.say('never mind')).toMatch(/a\?/);
    expect(here.member.sessions.map((one) => one.flow)).toEqual(['own']);
  });

  test('inside a crisis reply ends it in its own words, with people named, and leaves nobody with a bare “okay”', () => {
    const here = agreed(visit());
    here.say('I want to die');
    const { flow } = here.member.sessions.at(-1)!;
    const said = here.say('never mind');
    expect(flow).toBe('crisis-reply');
    expect(said).toMatch(/help now/i);
    expect(said).not.toMatch(/leave this here|part ends here/);
  });

  test.each([
    ['en', 'I don’t want to do this anymore'],
    ['en', 'I do not want to go on'],
    ['en', 'I don’t want to be here anymore'],
    ['es', 'Ya no quiero seguir'],
    ['es', 'No quiero seguir'],
    ['es', 'Ya no quiero'],
  ])('in %s is not “%s”, which may be about living', (locale, text) => {
    expect(repairIn(text, shippedFile(locale).words!)?.repair ?? 'weary').toBe('weary');
  });

  test('while nothing is open says so', () => {
    const here = agreed(visit());
    expect(here.say('never mind')).toMatch(/nothing open/);
    expect(here.member.sessions).toEqual([]);
  });
});

test.each([
  ['en', 'what do you mean?'],
  ['es', '¿Qué quieres decir?'],
])('in %s, “%s” brings the question, and the same in other words', (locale, text) => {
  const here = begin(number('a', '    reprompts: [A guess is fine.]\n'), data, locale);
  expect(here.say(text)).toMatch(/^a\?\s+A guess is fine\.\s/);
  expect(here.member.lost).toBe(0);
  const plain = begin(number('a'), data, locale);
  expect(plain.say(text)).toMatch(/^a\?/);
});

describe('“I can’t do this anymore”', () => {
  test.each([
    ['en', 'I can’t do this anymore', /“Help now”[\s\S]*a\?/],
    ['es', 'no puedo más', /«Ayuda ya»[\s\S]*a\?/],
  ])('in %s, as “%s”, is answered with both ways, and leaves nothing', (locale, text, said) => {
    const here = begin(number('a') + number('b'), data, locale);
    expect(here.say(text)).toMatch(said);
    expect(here.member.lost).toBe(0);
    expect(at(here)).toBe('a');
  });

  test('is an answer under a question for words of one’s own, and said while nothing is open', () => {
    const here = begin(words('note') + number('b'));
    here.say('I can’t do this anymore');
    expect(kept(here)).toMatchObject({ note: 'I can’t do this anymore' });
    expect(agreed(visit()).say('I give up')).toMatch(/Help now/);
  });
});

describe('“I don’t know”, “thanks” and “sorry”', () => {
  test.each([
    ['en', 'I don’t know', /hurry|your time[\s\S]*“Skip”[\s\S]*a\?/],
    ['en', 'thank you', /welcome|Glad to/],
    ['en', 'Sorry!', /sorry/],
    ['es', 'no lo sé', /prisa|tiempo/],
    ['es', 'muchas gracias', /De nada|A ti/],
    ['es', 'perdón', /perdonar|pasa nada/],
  ])('in %s, as “%s”, are answered kindly, and the question stands', (locale, text, said) => {
    const here = begin(number('a'), data, locale);
    expect(here.say(text)).toMatch(said);
    expect(here.member.lost).toBe(0);
    expect(at(here)).toBe('a');
  });

  test('are an answer under a question for words of one’s own', () => {
    for (const text of ['I don’t know', 'thanks', 'sorry']) {
      const here = begin(words('note') + number('b'));
      here.say(text);
      expect(kept(here)).toMatchObject({ note: text });
    }
  });

  test('leave a question of our own open, and are answered while nothing is', () => {
    const here = begin(number('a') + number('b'));
    here.say('3');
    here.say('change an answer');
    here.say('thanks');
    expect(offered(here)).toBe('change');
    const idle = agreed(visit());
    expect(idle.say('thanks')).toMatch(/welcome|Glad to/);
  });
});

describe('under a question for words of one’s own', () => {
  test('what is nearly such a word is asked about first, and may be the answer', () => {
    const here = begin(words('note') + number('b'));
    here.say('never mimd');
    expect(choices(here)).toEqual(['Yes, Never mind', 'No, that is my answer']);
    here.say('no');
    expect(kept(here)).toMatchObject({ note: 'never mimd' });
  });

  test('and what it asks for is done when it was meant', () => {
    const here = begin(words('note') + number('b'));
    here.say('never mimd');
    here.say('yes');
    expect(here.member.sessions).toEqual([]);
  });
});

describe('a question we came with', () => {
  const planned = (): Visit => {
    const here = agreed(visit());
    const clock = { rhythm: 'daily' as const, time: '10:00', weekday: null, lastDate: null };
    const next = here.now + 3_600_000;
    const plan = { ...clock, key: 'c', flow: 'daily-check-in' as never, inputs: {}, next };
    here.member = {
      ...here.member,
      plans: [{ ...plan, lastAt: null, busy: 'queue' }],
    };
    here.pass(3_600_000);
    return here;
  };
  const write = (here: Visit, text: string) => here.happen({ type: 'TextSaid', text } as never);

  test('takes no text that was written before it arrived, and is asked then', () => {
    const here = planned();
    expect(write(here, '8')).toMatch(/just coming to you[\s\S]*0/);
    expect(kept(here)).toMatchObject({ heaviness: null });
    write(here, '8');
    expect(kept(here)).toMatchObject({ heaviness: 8 });
  });

  test('is answered as ever once it has arrived', () => {
    const here = planned();
    here.arrive();
    write(here, '8');
    expect(kept(here)).toMatchObject({ heaviness: 8 });
  });
});

test.each(shippedLocales)(
  'every such word in %s is heard in a question, and none gets lost',
  (locale) => {
    const { words: list } = shippedFile(locale);
    for (const repair of repairs) {
      for (const phrase of list!.repairs[repair]) {
        const text = phrase.replace('…', 'my name');
        const here = begin(number('a'), data, locale);
        here.say(text);
        expect(here.member.lost, text).toBe(0);
        expect(offered(here), text).toBeNull();
        expect(kept(here)?.['a'] ?? null, text).toBeNull();
      }
    }
  },
);

describe('words around it that change nothing', () => {
  test.each([
    ['en', 'ok, hold on, brb', 'moment'],
    ['en', 'no wait', 'moment'],
    ['en', 'sorry can we do this later please', 'cancel'],
    ['en', 'why do you need my name?', 'why'],
    ['en', 'um not sure sorry', 'unsure'],
    ['es', 'oye, espera un momento, ahora vuelvo', 'moment'],
    ['es', 'perdona, ¿podemos hacerlo luego?', 'cancel'],
    ['es', '¿por qué necesitas mi nombre?', 'why'],
    ['en', 'hold on to what i have', null],
    ['en', 'later i went out', null],
    ['en', 'ok ok ok ok ok ok ok ok ok ok hold on', 'moment'],
    ['en', 'ok ok ok ok ok ok ok ok ok ok ok hold on', null],
    ['en', 'why do you need all of the many things i told you', null],
    ['es', 'espera que llegue mi hermana', null],
  ])('in %s “%s” is heard as %s', (locale, text, repair) => {
    const { words: list } = shippedFile(locale);
    expect(repairIn(text, list!)?.repair ?? null).toBe(repair);
  });

  test.each(['ok stop', 'hold on brb', 'why do you need my name', 'can i go back'])(
    'under a question for words of one’s own “%s” asks first, and may be the answer',
    (text) => {
      const here = begin(number('a') + words('note'));
      here.say('3');
      here.say(text);
      expect(offered(here)).toBe('near-word');
      here.say('no');
      expect(here.member.contact.type).toBe('open');
      expect(here.member.sessions).toHaveLength(0);
    },
  );

  test('at any other question they are heard at once', () => {
    const here = begin(number('a') + number('b'));
    here.say('3');
    here.say('um, can i go back please');
    expect(at(here)).toBe('a');
    here.say('ok skip');
    expect(at(here)).toBe('b');
    here.say('actually, go back to the first one');
    expect(offered(here)).toBe('change');
    expect(here.say('no, hold on, brb')).not.toMatch(/catch|get that/);
    expect(at(here)).toBe('b');
  });

  test('“ok back” is a hello, and goes no step back', () => {
    const here = begin(number('a') + number('b'));
    here.say('3');
    expect(here.say('ok back')).toMatch(/b\?/);
    expect(kept(here)).toMatchObject({ a: 3 });
    expect(at(here)).toBe('b');
  });

  test('what is exactly about the question is never one that ends all contact', () => {
    const here = begin(number('a'));
    here.say('i want to stop');
    expect(at(here)).toBe('a');
    expect(here.member.contact.type).toBe('open');
  });
});

test('a typo that is as near to two meanings has none', () => {
  const find = wholeMessages(
    () => [
      ['go back', 'back'],
      ['go bank', 'bank'],
    ],
    4,
  );
  const list = shippedFile('en').words!;
  expect(find('go bakk', list)).toBeNull();
  expect(find('go bacc', list)).toEqual({ meaning: 'back', near: true });
  expect(find('go bank', list)).toEqual({ meaning: 'bank', near: false });
});
