import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Millis } from '#conversation/id.ts';
import { type Contacted, mayContact, prune } from '#schedule/contact-budget.ts';
import { day, hour, ms } from './instants.ts';

const none: Contacted = { chosen: [], other: [] };
const chosen = (...at: readonly string[]): Contacted => ({ chosen: at.map(ms), other: [] });
const other = (...at: readonly string[]): Contacted => ({ chosen: [], other: at.map(ms) });

describe('the contact budget', () => {
  test('lets the first contact pass', () => {
    expect(mayContact(none, 0, 'UTC', 'chosen')).toBe(true);
    expect(mayContact(none, 0, 'UTC', 'other')).toBe(true);
  });

  test('gives chosen plans two a local date', () => {
    const now = ms('2026-03-02T20:00Z');
    expect(mayContact(chosen('2026-03-02T09:00Z'), now, 'UTC', 'chosen')).toBe(true);
    expect(mayContact(chosen('2026-03-02T09:00Z', '2026-03-02T19:00Z'), now, 'UTC', 'chosen')).toBe(
      false,
    );
    expect(mayContact(chosen('2026-03-01T23:59Z', '2026-03-02T19:00Z'), now, 'UTC', 'chosen')).toBe(
      true,
    );
    expect(mayContact(chosen('2026-03-02T00:00Z', '2026-03-02T19:00Z'), now, 'UTC', 'chosen')).toBe(
      false,
    );
  });

  test('gives everything else one a local date', () => {
    expect(mayContact(other('2026-03-02T00:00Z'), ms('2026-03-02T23:59Z'), 'UTC', 'other')).toBe(
      false,
    );
    expect(mayContact(other('2026-03-01T23:59Z'), ms('2026-03-02T00:00Z'), 'UTC', 'other')).toBe(
      true,
    );
  });

  test('gives everything else three in any seven days, whatever their order', () => {
    const three = other('2026-03-06T12:00Z', '2026-03-02T12:00Z', '2026-03-04T12:00Z');
    expect(mayContact(three, ms('2026-03-09T11:59:59.999Z'), 'UTC', 'other')).toBe(false);
    expect(mayContact(three, ms('2026-03-09T12:00Z'), 'UTC', 'other')).toBe(true);
    expect(
      mayContact(
        other('2026-03-06T12:00Z', '2026-03-04T12:00Z'),
        ms('2026-03-08T12:00Z'),
        'UTC',
        'other',
      ),
    ).toBe(true);
  });

  test('keeps the two allowances apart', () => {
    const now = ms('2026-03-02T20:00Z');
    const at = ['2026-03-02T09:00Z', '2026-03-02T19:00Z'];
    expect(mayContact(chosen(...at), now, 'UTC', 'other')).toBe(true);
    expect(mayContact(other(...at), now, 'UTC', 'chosen')).toBe(true);
  });

  test("counts by the member's own dates", () => {
    const one = other('2026-03-02T03:00Z');
    const now = ms('2026-03-02T20:00Z');
    expect(mayContact(one, now, 'UTC', 'other')).toBe(false);
    expect(mayContact(one, now, 'America/New_York', 'other')).toBe(true);
  });

  test('counts the whole of a date whose midnight was leapt over', () => {
    expect(
      mayContact(
        other('2024-04-26T01:00+03:00'),
        ms('2024-04-26T20:00+03:00'),
        'Africa/Cairo',
        'other',
      ),
    ).toBe(false);
    expect(
      mayContact(
        other('2024-04-25T23:59+02:00'),
        ms('2024-04-26T01:00+03:00'),
        'Africa/Cairo',
        'other',
      ),
    ).toBe(true);
  });

  test('holds for anyone who asks at any hour, though the list is pruned', () => {
    const asks = fc.array(fc.integer({ min: 1, max: 20 * hour }), {
      minLength: 20,
      maxLength: 120,
    });
    fc.assert(
      fc.property(
        asks,
        fc.constantFrom('Europe/Berlin', 'Pacific/Apia', 'America/New_York'),
        (gaps, zone) => {
          let now = ms('2027-03-20T00:00Z');
          let kept = none;
          const sent: { chosen: Millis[]; other: Millis[] } = { chosen: [], other: [] };
          for (const [turn, gap] of gaps.entries()) {
            now += gap;
            const kind = turn % 2 === 0 ? 'chosen' : 'other';
            kept = { chosen: prune(kept.chosen, now), other: prune(kept.other, now) };
            if (!mayContact(kept, now, zone, kind)) continue;
            kept = { ...kept, [kind]: [...kept[kind], now] };
            sent[kind].push(now);
          }
          for (const at of sent.other) {
            expect(sent.other.filter((one) => day(one, zone) === day(at, zone))).toHaveLength(1);
            expect(
              sent.other.filter((one) => one <= at && one > at - 168 * hour).length,
            ).toBeLessThanOrEqual(3);
          }
          for (const at of sent.chosen) {
            expect(
              sent.chosen.filter((one) => day(one, zone) === day(at, zone)).length,
            ).toBeLessThanOrEqual(2);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('what the budget remembers', () => {
  test('is seven days, and not a millisecond more', () => {
    const now = ms('2026-03-09T12:00Z');
    expect(prune([now - 168 * hour, now - 168 * hour + 1, now], now)).toEqual([
      now - 168 * hour + 1,
      now,
    ]);
  });
});
