import { describe, expect, test } from 'vitest';
import type { FlowId, StepId } from '#conversation/id.ts';
import { agreed, saysOf, shippedLibrary, visit, type Visit } from './support/visit.ts';
import { filesUnder } from './support/repository.ts';

const library = shippedLibrary();
const lessons = filesUnder('flows')
  .map((path) => /^flows\/([a-z0-9-]+)\.yaml$/.exec(path)?.[1] as FlowId | undefined)
  .filter((id) => id !== undefined && library.flow(id)?.flow.kind === 'lesson') as FlowId[];

const menu = 'menu' as FlowId;
const closing = 'lesson-closing-wish' as StepId;

function titleOf(lesson: FlowId, locale: string): string | null | undefined {
  return locale === 'en'
    ? library.flow(lesson)?.flow.title
    : library.translation(lesson, locale)?.title;
}

/** What the menu offers under a lesson’s name, in a language. */
function labelOf(lesson: FlowId, locale: string): string | undefined {
  const steps = locale === 'en' ? null : library.translation(menu, locale)?.steps;
  for (const step of Object.values(library.flow(menu)?.flow.steps ?? {})) {
    if (step.type !== 'ask') continue;
    const own = step.options.find(({ value }) => value === lesson);
    if (own !== undefined) return steps?.[step.id]?.options[lesson]?.label ?? own.label;
  }
  return undefined;
}

/** All a lesson may say of what comes next, in a language. */
function closingOf(lesson: FlowId, locale: string): string {
  const own = library.flow(lesson)?.flow.steps[closing];
  const text =
    locale === 'en' && own?.type === 'ask'
      ? own.text
      : library.translation(lesson, locale)?.steps[closing]?.text;
  return JSON.stringify(text);
}

function withLevel(intensity: 0 | 1 | 2): Visit {
  const here = agreed(visit());
  const settings = { ...here.member.settings, intensity };
  here.member = { ...here.member, settings };
  return here;
}

/** Takes the next lesson from the menu, as long as there is one, and tells which they were. */
function oneAfterTheOther(here: Visit): readonly string[] {
  const taken: string[] = [];
  for (;;) {
    here.ask('menu');
    here.say('lessons');
    here.say('next');
    const flow = here.member.sessions.at(-1)?.flow;
    if (flow === undefined || flow === menu || taken.includes(flow)) return taken;
    taken.push(flow);
    for (const answer of ['short', 'no', 'finish']) here.say(answer);
  }
}

/** The choices of the question that is open. */
function offered(here: Visit): readonly string[] {
  return saysOf(here.last).flatMap(({ message }) => message.choices.map(({ id }) => id));
}

describe('the lessons', () => {
  test.each(lessons.flatMap((id) => [[id, 'en'] as const, [id, 'es'] as const]))(
    '%s stands in the menu under its own title (%s)',
    (lesson, locale) => {
      expect(labelOf(lesson, locale)?.split('{')[0]).toBe(titleOf(lesson, locale));
    },
  );

  test.each(lessons.flatMap((id) => [[id, 'en'] as const, [id, 'es'] as const]))(
    '%s names every lesson that may come next by its title (%s)',
    (lesson, locale) => {
      for (const other of lessons)
        expect(closingOf(lesson, locale)).toContain(`{${titleOf(other, locale)}}`);
    },
  );

  test('are offered one after the other, and none twice', () => {
    expect(oneAfterTheOther(withLevel(2))).toEqual(lessons.toSorted());
  });

  test('are not recommended above the level that was chosen', () => {
    for (const level of [0, 1] as const)
      expect(oneAfterTheOther(withLevel(level))).toEqual(
        lessons.filter((id) => (library.flow(id)?.flow.intensity ?? 0) <= level).toSorted(),
      );
  });

  test.each(lessons)('%s does not offer itself at its end, not even as the last one', (lesson) => {
    const here = withLevel(2);
    const done = Object.fromEntries(
      lessons.filter((id) => id !== lesson).map((id) => [id, [1, 0]]),
    );
    here.member = { ...here.member, memory: { ...here.member.memory, done } as never };
    here.ask(lesson);
    for (const answer of ['short', 'no', 'exercise', 'leave it for now']) here.say(answer);
    expect(offered(here)).toEqual(['sources', 'finish']);
  });

  test.each(lessons.filter((id) => library.flow(id)?.flow.intensity === 2))(
    '%s offers calm at its end, and the next lesson only after it',
    (lesson) => {
      const here = withLevel(2);
      here.ask(lesson);
      for (const answer of ['short', 'no']) here.say(answer);
      expect(offered(here)).toEqual(['ground', 'sources', 'finish']);
      here.say('exercise');
      here.say('leave it for now');
      expect(offered(here)).toEqual(['next', 'sources', 'finish']);
    },
  );
});
