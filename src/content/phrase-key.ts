/** Every phrase Mooring itself says, with the slots its text may use. A phrase that is missing in a language is a Problem of its file; one that is not named here is a type error where it is said. */
export const phrases = {
  'hint.many': [],
  'hint.many-most': ['most'],
  'hint.scale': ['from', 'to'],
  'hint.scale-ends': ['from', 'to', 'low', 'high'],
  'hint.number': [],
  'hint.number-between': ['min', 'max'],
  'hint.date': [],
  'hint.time': [],
  'hint.duration': [],
  'hint.zone': [],
  'hint.country': [],

  /** The first misunderstanding in a row, and the second; the third offers the ways out. */
  'lost.once': [],
  'lost.twice': [],
  'lost.too-long': ['longest'],
  'lost.too-many': ['most'],
  'lost.out-of-bounds': ['from', 'to'],
  'lost.at-least': ['from'],
  'lost.at-most': ['to'],
  'lost.two-dates': [],
  'lost.unit': [],

  'ways-out.ask': [],
  'ways-out.again': [],
  'ways-out.skip': [],
  'ways-out.menu': [],
  'ways-out.help-now': [],

  /** Something near an answer was written. */
  'near.ask': ['label'],
  'near.yes': [],
  'near.no': [],
  /** Something near an always-on word was written under a text question. */
  'near-word.ask': ['word'],
  'near-word.yes': ['word'],
  'near-word.no': [],

  /** To a hello; the open question follows, or the menu. */
  'greeting.reply': [],
  'unasked.reply': [],
  'lapsed.reply': [],
  /** Something was written while a question of ours was on its way; the question follows. */
  'unseen.head': [],
  'confirm.yes': [],
  'confirm.no': [],

  'skip.refused': [],
  /** An answer was changed because of what was written later. */
  'correct.done': ['question'],
  /** What was written answers the question before the open one. */
  'earlier.ask': ['question'],
  'earlier.yes': [],
  'earlier.no': [],
  /** What was written answers either question. */
  'either.ask': [],
  'either.earlier': ['question'],
  'either.here': ['question'],
  /** Two answers came in one message: both were taken, or the first alone. */
  'two.both': ['first', 'second'],
  'two.both-parts': [],
  'two.left-first': ['second'],
  'two.left-next': ['first'],
  'two.first': ['first'],
  'two.first-part': [],
  /** What was written may be one of several answers, or more than the answer. */
  'which.ask': [],
  'parts.ask': [],
  'parts.all': [],
  'parts.first': [],
  /** To someone who would rather not answer, where a question can be skipped; what comes next follows. */
  'refuse.taken': [],
  /** Asked before a flow with answers in it is left, and said once it is. */
  'cancel.ask': [],
  'cancel.yes': [],
  'cancel.no': [],
  'cancel.done': [],
  'cancel.nothing': [],
  /** To “one moment”; the question stays open. */
  'moment.reply': [],
  /** To “why do you ask?”, where the flow does not say it; the second where the question can be skipped. */
  'why.general': [],
  /** To someone who does not know what to answer, who says thank you, or sorry; the question follows. */
  'unsure.reply': [],
  /** To words that may be about this flow or about living: both ways are named. */
  'weary.reply': [],
  'thanks.reply': [],
  'apology.reply': [],
  'why.skippable': [],
  'back.done': [],
  'back.nothing': [],
  'back.barrier': [],
  'change.which': [],
  'change.nothing': [],

  'click.stale': [],
  /** The same, where no other question is open. */
  'click.over': [],
  'resumed.head': [],
  'edited.noted': [],
  'flow.unknown': [],

  'contact.stopped': [],
  'contact.paused': [],
  'contact.returned-from-stop': [],
  'contact.returned-from-pause': [],
  'contact.undeliverable': [],

  'broken.flow': [],
  'broken.withdrawn': [],
  /** A flow begins anew where somebody was in the middle of it. */
  'broken.changed': [],
  /** A flow that another one runs is not there any more; that one goes on. */
  'broken.gone': [],
  'broken.quarantine': [],

  'resort.head': [],

  'help.head': [],
  'help.country': ['country'],
  'help.country-unknown': [],
  /** For someone too young for us, where no line for their country can be shown. */
  'help.youth-unknown': [],
  'help.emergency': ['numbers'],
  'help.emergency-unknown': [],
  'help.call': ['name', 'phone'],
  'help.text': ['name', 'text'],
  'help.text-keyword': ['name', 'keyword', 'text'],
  'help.call-or-text': ['name', 'phone', 'text'],
  'help.call-or-text-keyword': ['name', 'phone', 'keyword', 'text'],
  'help.website': ['name', 'url'],
  'help.chat': ['name', 'url'],
  'help.finder': [],
  'help.disclosure': [],

  /** The first sentences of a crisis reply, by what was heard; the lines follow. */
  'crisis.imminent': [],
  'crisis.overdose': [],
  'crisis.danger': [],
  'crisis.ideation': [],
  'crisis.self-harm': [],
  'crisis.third-party': [],

  /** To someone who came straight to a check-in, a lesson or an exercise and was never told what we are. */
  'disclosure.first': [],
  'disclosure.long': [],
  'disclosure.away': [],
  'who.reply': [],

  /** The last thing a member hears after everything about them is erased. */
  'erase.done': [],
  'export.ready': [],
  /** The page a member gets of everything that is kept. */
  'export.title': [],
  'export.as-of': ['when', 'zone'],
  'export.private': [],
  'export.other-file': ['file'],
  'export.settings': [],
  'export.name': [],
  'export.language': [],
  'export.zone': [],
  'export.country': [],
  'export.age': [],
  'export.intensity': [],
  'export.rhythm': [],
  'export.time': [],
  'export.quiet': [],
  'export.unset': [],
  'export.age-under-13': [],
  'export.age-13-17': [],
  'export.age-adult': [],
  'export.intensity-0': [],
  'export.intensity-1': [],
  'export.intensity-2': [],
  'export.rhythm-daily': [],
  'export.rhythm-weekdays': [],
  'export.rhythm-weekly': [],
  'export.rhythm-once': [],
  'export.rhythm-none': [],
  'export.between': ['from', 'to'],
  'export.consents': [],
  'export.consent-keep': [],
  'export.consent-contact': [],
  'export.consent-counts': [],
  'export.given': ['when'],
  'export.refused': ['when'],
  'export.messages': [],
  'export.messages-open': [],
  'export.messages-paused': [],
  'export.messages-paused-until': ['until'],
  'export.messages-stopped': [],
  'export.next': ['rhythm', 'when'],
  'export.journal': [],
  'export.journal-empty': [],
  'export.until': ['when'],
  'export.until-deleted': [],
  'export.left-out': [],
  'export.known': [],
  'export.open': [],
  'export.started': ['when'],
  'export.done': [],
  'export.times': ['times', 'when'],
  'export.crisis': [],
  'export.crisis-note': ['when'],
  'export.heard': [],
  'export.level-imminent': [],
  'export.level-overdose': [],
  'export.level-danger': [],
  'export.level-ideation': [],
  'export.level-self-harm': [],
  'export.level-third-party': [],
  'export.reports': [],
  'export.reports-elsewhere': [],
  'export.none-open': [],
  'export.report': ['number', 'when'],
  'export.named': ['name'],
  'export.unnamed': [],
  'export.delete': ['word'],
  'export.reference': ['code'],

  'report.sent': [],
  'report.no-moderators': [],
  'report.answered': ['moderator', 'words'],

  'community.report': ['number', 'who', 'words'],
  'community.unnamed': [],
  'community.answered': ['number'],
  'community.no-report': ['number'],
  'community.gone': ['number'],
  'community.open': ['numbers'],
  'community.none-open': [],
  'community.usage': [],

  'terminal.goodbye': [],
  'terminal.rehearsed': [],
  'terminal.moderator': [],
  'terminal.picture': [],
  'terminal.file': [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The name of a phrase: `hint.choice`. Stable; locale files group them at the dot. */
export type PhraseKey = keyof typeof phrases;

/** All phrase names, in the order of the file. */
export const phraseKeys = Object.keys(phrases) as readonly PhraseKey[];
