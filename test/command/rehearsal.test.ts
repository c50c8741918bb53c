import { describe, expect, test } from 'vitest';
import type { Problem } from '#conversation/problem.ts';
import { rehearse } from '#command/rehearsal/rehearse.ts';
import { readTranscript } from '#command/rehearsal/transcript.ts';
import { writeTranscript } from '#command/rehearsal/write-transcript.ts';
import { readTwice } from '../support/transcripts.ts';

const [library] = await readTwice();

/** Plays lines a person wrote and gives the whole transcript, or the first thing that is wrong. */
function played(source: string): string {
  const transcript = readTranscript('a.txt', source);
  if (!('cues' in transcript)) return told(transcript[0]);
  const { moments, problem } = rehearse(transcript, () => library);
  return problem === null ? writeTranscript(transcript, moments) : told(problem);
}

function told(problem: Problem | undefined): string {
  return problem === undefined
    ? ''
    : `${problem.at.file}:${problem.at.line} ${problem.message}; ${problem.mend}`;
}

/** What followed a cue, without the cue. */
function after(cue: string, transcript: string): string {
  const block = transcript.split('\n\n').find((one) => one.startsWith(cue));
  return block?.slice(cue.length + 1) ?? '';
}

const morning = '@ 2026-03-02T09:00:00Z';

describe('a transcript', () => {
  test('that was played is played the same again', () => {
    const once = played(
      `# One.\nflow: report\nname: Robin\n\n${morning}\n> danger\n\n\n# Two.\n> /menu`,
    );
    expect(played(once)).toBe(once);
    expect(once).toContain('# Two.\n> /menu\n<');
  });

  test('takes nothing from what was played before', () => {
    const wrong = `flow: report\n\n${morning}\n< Bananas.\n  [No such choice]\n. erase\n> danger`;
    expect(played(wrong)).toBe(played(`flow: report\n\n${morning}\n> danger`));
  });

  test('keeps the comments at its end', () => {
    expect(played(`${morning}\n> menu\n# So far.`)).toMatch(/\n\n# So far\.\n$/);
  });

  test('shows someone new all that they agree to', () => {
    const text = played(
      `member: new\n\n${morning} Europe/Madrid\n> hello\n> begin\n> 18 or older\n> yes\n> yes`,
    );
    expect(text).toContain('. setting ageBand adult');
    expect(text).toContain('. consent keep yes');
    expect(text).not.toContain('. setting zone');
  });

  test('lets a tap count for the message that offered it, and refuses one that nobody offered', () => {
    const text = played(`flow: slow-breath\n\n${morning}\n> [Use breath]\n> [Leave it for now]`);
    expect(after('> [Leave it for now]', text)).toContain('[End here]');
    expect(played(`flow: slow-breath\n\n${morning}\n> [Use feet]`)).toBe(
      'a.txt:4 nothing offers [Use feet]; offered were [Use breath] [Use hands instead] [Leave it for now] [Help now] [Ground me] [Pause] [Stop]',
    );
  });
});

describe('time in a transcript', () => {
  const plan = `plan: check-in daily-check-in daily 09:30\n\n${morning}`;

  test('rings what is due at its own instant, in order', () => {
    const text = played(`${plan}\n+ 26h`);
    const lines = after('+ 26h', text).split('\n');
    const rung = lines.filter((line) => line.startsWith('. at '));
    expect(rung[0]).toBe('. at 2026-03-02 09:30');
    expect(rung).toContain('. at 2026-03-03 09:30');
    expect(rung).toEqual(rung.toSorted());
    expect(lines[lines.indexOf('. at 2026-03-03 09:30') + 1]).toBe('. message unsolicited');
  });

  test('counts silence from when a question arrived', () => {
    expect(played(`${plan}\n+ 1h`)).toMatch(/\. wake (nudge|expire) \S+ PT\d+H/);
  });

  test('holds what comes unasked until the quiet hours end', () => {
    const text = played(`flow: daily-check-in\n\n@ 2026-03-02T05:00:00Z\n+ 3h\n+ 2h`);
    expect(after('+ 3h', text)).toContain('. held until 2026-03-02 09:00');
    expect(after('+ 3h', text)).not.toContain('<');
    expect(after('+ 2h', text)).toMatch(/^\. at 2026-03-02 09:00\n\. message unsolicited\n</m);
  });

  test('does not bring an evening’s nudge in the morning', () => {
    const text = played(`flow: daily-check-in\n\n@ 2026-03-02T19:00:00Z\n+ 4h\n+ 12h`);
    expect(after('+ 4h', text)).toContain('. held until 2026-03-03 09:00');
    expect(after('+ 12h', text)).not.toContain('<');
  });

  test('lets go of what was held when the member stops everything', () => {
    const evening = `flow: daily-check-in\n\n@ 2026-03-02T19:00:00Z\n+ 4h\n> stop\n+ 12h`;
    expect(after('> stop', played(evening))).toContain('. not sent: not allowed');
    expect(after('+ 12h', played(evening))).toBe('');
  });

  test('sends nothing unasked to someone who did not allow it', () => {
    const text = played(
      `flow: daily-check-in\nconsent: keep\nquiet: 02:00-03:00\n\n${morning}\n+ 4h`,
    );
    expect(after('+ 4h', text)).toContain('. not sent: not allowed');
    expect(after('+ 4h', text)).not.toContain('<');
  });

  test('does not go back', () => {
    expect(played(`${morning}\n@ 2026-03-01T09:00:00Z`)).toBe(
      'a.txt:2 the clock does not go back; give a later instant',
    );
  });
});

describe('the other side', () => {
  test('hears a report, and its answer comes to the member', () => {
    const text = played(
      `flow: report\nname: Robin\n\n${morning}\n> 1\n> Somebody was unkind.\n> [Without a name]\n> [Send it]\nmod> 1 Thank you.`,
    );
    expect(text).toMatch(/^! .*Somebody was unkind\./m);
    expect(after('mod> 1 Thank you.', text)).toMatch(/^< .*Thank you\./m);
  });

  test('learns of an erasure, and the next word is a first word', () => {
    const text = played(`${morning}\n> delete my data\n> 1\n> hello`);
    expect(text).toContain('. erase');
    expect(after('> hello', text)).toContain('I’m Mooring, a scripted helper.');
  });
});

describe('a mistake in a transcript is told with its line and its mend', () => {
  test.each([
    ['> hello', 'a.txt:1 the clock is not set yet; begin with `@ 2026-03-02T09:00:00Z`'],
    ['', 'a.txt:1 nothing happens here; begin with `@ 2026-03-02T09:00:00Z`'],
    [`flwo: menu\n${morning}`, 'a.txt:1 a header has no `flwo`; did you mean `flow`?'],
    [`country: ie\n${morning}`, 'a.txt:1 `country: ie` does not fit; two capital letters, as `IE`'],
    [`${morning} Mars/Base`, /^a\.txt:1 this is no line of a transcript: .*Mars\/Base; begin it/],
    [`${morning}\nhello`, /^a\.txt:2 this is no line of a transcript: hello; begin it with/],
    [`${morning}\n+ a while`, /^a\.txt:2 this is no line of a transcript/],
  ])('%j', (source, complaint) => {
    expect(played(source)).toMatch(complaint);
  });
});
