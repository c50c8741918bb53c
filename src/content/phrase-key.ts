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

  'unasked.reply': [],
  'confirm.yes': [],
  'confirm.no': [],

  'skip.refused': [],
  'back.done': [],
  'back.nothing': [],
  'back.barrier': [],
  'change.which': [],
  'change.nothing': [],

  'click.stale': [],
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
  'terminal.moderator': [],
  'terminal.picture': [],
  'terminal.file': [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The name of a phrase: `hint.choice`. Stable; locale files group them at the dot. */
export type PhraseKey = keyof typeof phrases;

/** All phrase names, in the order of the file. */
export const phraseKeys = Object.keys(phrases) as readonly PhraseKey[];
