import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MemberConversation } from '#conversation/conversation.ts';
import type { Entry } from '#conversation/entry.ts';
import type { FlowId } from '#conversation/id.ts';
import { heldFiles } from '#engine/held/held-files.ts';
import type { Held } from '#engine/held/held.ts';
import { shippedLibrary, visit } from '../support/visit.ts';

const at = Date.UTC(2026, 2, 2, 9);
const checkIn = shippedLibrary().flow('daily-check-in' as FlowId)!.flow;
const record = Object.values(checkIn.steps).find(({ type }) => type === 'record')!;

function entry(values: Entry['values']): Entry {
  const key = `seed/${checkIn.id}/${record.id}/1`;
  return { key, kind: 'check-in', at, until: at + 30 * 86_400_000, values };
}

function held(locale: string, change: (member: MemberConversation) => Partial<MemberConversation>) {
  const { member } = visit({ locale });
  const entries = [
    entry({
      heaviness: 8,
      state: 'mobilised',
      feelings: ['tired', 'worried'],
      near: null,
      note: 'By the river.',
    }),
  ];
  return { member: { ...member, ...change(member) }, entries, reports: null, at } satisfies Held;
}

const pageOf = (of: Held): string => heldFiles(of, shippedLibrary())[0].text;
const textOf = (html: string): string =>
  html
    .replace(/<style>[^]*?<\/style>/, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');

/** What a browser would fetch, run or send somewhere. */
const reaching =
  /<script|<img|<link|<iframe|<form|<a |\ssrc=|\shref=|\son\w+=|url\(|@import|https?:/i;

describe('everything that is kept of a member', () => {
  test('is a page in their language and on their clock, answers under their questions', () => {
    const english = textOf(
      pageOf(
        held('en', ({ settings }) => ({
          settings: { ...settings, zone: 'Europe/Madrid', country: 'IE' },
        })),
      ),
    );
    expect(english).toContain('As of March 2, 2026 at 10:00 AM, in the time zone Europe/Madrid.');
    expect(english).toContain('Country Ireland');
    expect(english).toMatch(/How heavy is today, from 0 to 10\? 8 /);
    expect(english).toMatch(/Wound up .* Tired and Worried .* Left out .* By the river\./);
    expect(english).toContain('Kept until April 1, 2026');
    const spanish = pageOf(held('es', () => ({})));
    expect(spanish).toContain('<html lang="es" dir="ltr">');
    expect(textOf(spanish)).toMatch(/Lo que guardo sobre ti .* En alerta .* Sin respuesta/);
    expect(textOf(spanish)).toContain('escríbeme «Borrar mis datos»');
  });

  test('shows what is open, planned, done, allowed and heard in a crisis', () => {
    const text = textOf(
      pageOf(
        held('en', ({ memory }) => ({
          consents: { keep: { at, given: true, text: 'keep', locale: 'en' } },
          contact: { type: 'paused', until: at + 86_400_000 },
          crisis: { level: 'overdose', at },
          memory: { ...memory, done: { 'slow-breath': [2, at] } },
          plans: [
            {
              key: 'check-in',
              flow: checkIn.id,
              inputs: {},
              rhythm: 'daily',
              time: '09:00',
              weekday: null,
              next: at,
              lastDate: null,
              lastAt: null,
              busy: 'queue',
            },
          ],
        })),
      ),
    );
    expect(text).toMatch(/Keep my answers Yes, on March 2/);
    expect(text).toMatch(/I am quiet until March 3/);
    expect(text).toMatch(/Daily check-in Every day\. Next on March 2/);
    expect(text).toMatch(/Breathe slowly 2 times, the last on March 2/);
    expect(text).toMatch(
      /A crisis reply .* for 7 days, and none of your words\. What I heard An overdose/,
    );
  });

  test('shows the answers of a conversation that is open', () => {
    const here = visit();
    here.ask('daily-check-in');
    here.say('7');
    const text = textOf(pageOf({ member: here.member, entries: [], reports: [], at }));
    expect(text).toMatch(
      /What we are in the middle of Daily check-in How heavy is today, from 0 to 10\? 7 /,
    );
    expect(text).toMatch(/Your journal There is nothing in it\./);
    expect(text).toMatch(/There is none that waits for an answer\./);
  });

  test('survives flows and questions that are no longer there', () => {
    const entries = [{ ...entry({ mood: 'calm' }), key: 'seed/gone/step/1', kind: 'old' }];
    expect(textOf(pageOf({ ...held('en', () => ({})), entries }))).toMatch(
      /old, March 2, .* mood calm/,
    );
  });

  test('holds whatever was written as text, and reaches for nothing outside', () => {
    const words = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.constantFrom(
        '<script>alert(1)</script>',
        '"><img src=x onerror=alert(1)>',
        "' onfocus='x",
        '</style><style>@import url(//x)',
        '<!--',
        ']]>',
        '&lt;b&gt;',
        '\u0000\u0007\u202E',
        '\uD800',
        '</dd></dl></main>',
      ),
    );
    fc.assert(
      fc.property(words, words, words, (name, note, report) => {
        const base = held('en', ({ settings }) => ({ settings: { ...settings, name } }));
        const html = pageOf({
          ...base,
          entries: [entry({ heaviness: 1, note, state: note })],
          reports: [{ number: 1, member: base.member.id, at, name, words: report }],
        });
        const mine = html.replaceAll(/<dd[^>]*>[^<]*<\/dd>|<dt>[^<]*<\/dt>/g, '');
        expect(mine).not.toMatch(reaching);
        const tags = [...html.matchAll(/<\/?([a-z][a-z0-9]*)/g)].map(([, tag]) => tag);
        expect(new Set(tags)).toEqual(
          new Set([
            'html',
            'head',
            'meta',
            'title',
            'style',
            'body',
            'main',
            'header',
            'h1',
            'p',
            'section',
            'h2',
            'dl',
            'div',
            'dt',
            'dd',
            'article',
            'h3',
            'footer',
          ]),
        );
        expect(html.match(/<dd/g)?.length).toBe(html.match(/<\/dd>/g)?.length);
        expect(html).not.toMatch(/[^\P{Cc}\n\t]|[\u202A-\u202E]/u);
        expect(html.isWellFormed()).toBe(true);
        expect(html).toContain(`default-src 'none'`);
      }),
    );
  });

  test('is whole as JSON: the record as it rests, and instants a person can read', () => {
    const of = held('en', () => ({ address: 'terminal:me', crisis: { level: 'danger', at } }));
    const [, json] = heldFiles(of, shippedLibrary());
    const data = JSON.parse(json.text) as Record<string, unknown>;
    expect(data).toMatchObject({
      reference: of.member.id,
      at: '2026-03-02T09:00:00Z',
      crisis: { level: 'danger', at: '2026-03-02T09:00:00Z' },
      journal: [{ kind: 'check-in', at: '2026-03-02T09:00:00Z', values: of.entries[0]?.values }],
      record: JSON.parse(JSON.stringify(of.member)) as unknown,
    });
  });

  test('is given as two files when it is asked for', () => {
    const here = visit();
    here.ask('my-data');
    here.say('Get a copy');
    const files = here.effects.flatMap((one) => (one.type === 'Say' ? one.message.media : []));
    expect(files).toMatchObject([
      { type: 'file', name: 'mooring-my-data.html', mime: 'text/html' },
      { type: 'file', name: 'mooring-my-data.json', mime: 'application/json' },
    ]);
  });
});
