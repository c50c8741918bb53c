/** Every kind of problem by its code, which is stable, and what it means to an author. `docs/flows/problems.md` is made of it. */
export const problemCodes = {
  'act-outside-system':
    'Only flows of kind `system` may change settings, consents and what is kept: an exercise should never do so on the side.',
  alias:
    'YAML can point from one place to another with `&name` and `*name`. Mooring does not follow such pointers: a few lines of them can stand for millions.',
  'always-on-word':
    'Some words work everywhere, such as the ones for help and for stopping. An answer that is called like one of them could never be given.',
  'cut-text':
    'In YAML a `#` with a blank before it begins a remark, so the end of a text can get lost without a word.',
  'dead-end':
    'However the member answers, the flow never comes to an end from here. The only way out would be to leave the flow by an always-on word.',
  'different-data':
    'Flows that share what they know of a member have to mean the same by its name, and to keep it as long.',
  encoding:
    'The file holds something that is no text, or was saved in another encoding than UTF-8. Letters with accents would be read as others.',
  expression: 'A condition or a value cannot be read, so nobody knows what it was to mean.',
  'expression-type':
    'An expression reads well and gives the wrong kind of thing: a number where a yes or no decides, or a text where a number is kept.',
  'file-name':
    'The name of a file is the id of its flow, and says which language a translation is in. This name says neither.',
  'fragment-circle':
    'A fragment that uses itself, directly or through others, would never be whole.',
  'later-step': 'The format foresees this step, and this version of Mooring cannot do it yet.',
  'lines-file':
    'A file of crisis lines is named after its country, and everything in it belongs to that country.',
  'lines-keyword': 'A line has a word to send, and no number to send it to.',
  loop: 'The flow can go round here for ever without anything that waits for the member: neither a question that is always asked nor a `wait`.',
  'missing-argument': 'A fragment is used and is not handed something it takes.',
  'missing-id':
    'A step with text has no name. Translations, and members who are in the middle of a flow, know a step by its name.',
  'missing-key': 'Something that has to be said is not there.',
  'missing-phrase':
    'A language lacks a phrase that Mooring says by itself; members would not be answered there.',
  'missing-picture': 'A `say` shows a picture that is not there.',
  'missing-way': 'It is not said where the flow goes on when the time is over.',
  'missing-words': 'A language lacks words that Mooring has to understand in it.',
  'never-expires': 'Something is planned for when the flow expires, and it never does.',
  'never-set':
    'A piece of data is shown or asked about, and nothing ever gives it a value: it would always be empty.',
  'no-bounds': 'A scale or a range does not say where it begins and ends, or ends below its start.',
  'no-options': 'A question to choose at has nothing to choose from.',
  'no-rhythm':
    'A plan does not say when it happens: once, after some time, or again and again on certain days.',
  'no-score':
    'A score is asked for of a question whose answers count nothing: it keeps none, or no option has a `score`.',
  'no-way-out':
    'Someone can stand at this question with nothing to tap, and may not skip it either.',
  'nothing-to-translate': 'A translation says something that the flow itself does not say.',
  'odd-change':
    'A `set` changes data in a way that does not go with what it holds, or says no way, or several.',
  'odd-default': 'The answer that is taken in the end is none that the question could be given.',
  'odd-field':
    'On a panel all questions stand side by side, so what decides about one of them cannot depend on another.',
  'odd-invalid':
    'A question says twice when misunderstandings are enough, or does not say where they lead.',
  'odd-key': 'This cannot be the name of anything here.',
  'odd-number': 'A number is too large, or none at all.',
  'odd-options': 'The options do not go together with the kind of answer the question waits for.',
  'odd-otherwise':
    'It says what becomes of words that are none of the answers, and no words ever are, or nothing becomes of them.',
  'odd-plan': 'A plan says things that do not go together, or that could never be kept.',
  'odd-scope':
    'Data of scope `member` is kept after its flow has ended, for as long as it says. Here the two do not go together.',
  'odd-silence': 'What happens at silence comes in an order in which part of it never happens.',
  'out-of-bounds': 'A number, a text or a list is smaller or larger than it may be.',
  'reserved-name': 'A piece of data is called like something that already has a meaning.',
  'same-answer':
    'Two answers share a word. Whoever writes it means one of them, and we would guess.',
  'same-id': 'Two steps have the same name, so a way to it would not know where to go.',
  'same-key':
    'The same key stands twice in one block; one of the two would be lost without a word.',
  'same-name':
    'Data of the same name is kept in two places that become one, and they would overwrite each other.',
  'same-option': 'Two options save the same value: afterwards nobody could tell them apart.',
  stale:
    'The flow’s own words have changed since this was translated. Until someone looks it over, the step is said in the flow’s own language.',
  tag: 'In YAML a word with `!` before it says of what kind a value is. Mooring knows that already, and such words could ask for anything.',
  'text-case': 'A text chooses its words by something that is never so.',
  'text-syntax': 'The braces of a text do not read, so it would be shown with all its signs.',
  'too-deep': 'Blocks stand in blocks, more than 40 levels deep. Nobody could follow it.',
  'too-large': 'A file has more than 64 KiB.',
  'too-many-outcomes': 'A flow ends in more different ways than anyone could answer to.',
  'too-many-rounds': 'A loop asks more of a member than anyone would sit through.',
  'too-many-steps': 'A flow has more than a thousand steps. Nobody could look it over.',
  'too-many-uses': 'A flow uses more fragments, or deeper ones, than Mooring reads.',
  'too-tangled': 'The ways through a flow are too many to look at all of them.',
  transcript: 'A line of a conversation beside the flow is not in the notation of transcripts.',
  'two-types': 'A step does one thing; this one asks for several.',
  'two-ways': 'The flow can go on in one way only, and two are written.',
  undeclared: 'Data is kept under a name that is not listed under `data`.',
  'unknown-answer': 'A condition asks about an answer that no question offers. It never holds.',
  'unknown-argument': 'A fragment is handed something it does not take.',
  'unknown-choices':
    'A question offers answers by a name, and none are called so under `choices` at the head of its file.',
  'unknown-flow': 'Another flow is named, and there is none of that name.',
  'unknown-fragment': 'A fragment is named, and there is none of that name.',
  'unknown-input': 'A flow is handed something it does not take.',
  'unknown-key': 'A key is none that belongs here. It would be passed over without a word.',
  'unknown-option': 'A translation speaks of an option that the question does not have.',
  'unknown-outcome': 'It is said what to do when the other flow ends so, and it never does.',
  'unknown-output': 'A value is taken from another flow that it does not give.',
  'unknown-slot': 'A text shows something that nothing fills.',
  'unknown-step': 'A step is of no kind that Mooring knows.',
  'unknown-step-id': 'A translation speaks of a step that the flow does not have.',
  'unknown-target': 'A step is named to go to or to ask about, and there is none of that name.',
  'unknown-value': 'One of a few words belongs here, and this is none of them.',
  'unknown-word': 'A translation speaks of a word that the flow does not listen to.',
  unmarked:
    'A translated step does not say which words it translates. When those change, nobody would notice.',
  unreachable: 'No way leads to a step. What it says is never said.',
  unreadable:
    'Nothing could be read under this name: it is a folder, a pipe, a link that leads nowhere or outside, or may not be read.',
  'unreachable-line': 'A line has no way to be reached: neither a number nor an address.',
  'unreachable-outcome': 'A way out of the flow is foreseen that can never be taken.',
  untranslated: 'A translation lacks something. It is said in the flow’s own language meanwhile.',
  unused: 'Data is declared or kept, and nothing ever looks at it. What nobody needs is not asked.',
  'unused-default': 'An answer to take in the end is given, and there is no end to the attempts.',
  unverified: 'A line that nobody could confirm is shown to members.',
  'verification-old': 'A line was looked up too long ago to be trusted.',
  'wrong-flow': 'The name of a translation’s file and what it says it translates differ.',
  'wrong-locale': 'Two things that belong together are written in different languages.',
  'wrong-save': 'An answer is kept where it does not fit.',
  'wrong-type': 'Something of another kind belongs here: a text, a number, a list or a block.',
  'wrong-value': 'Something is not written in the shape it has to have here.',
  yaml: 'The file is not laid out as YAML. What comes after this place cannot be read.',
} as const satisfies Readonly<Record<string, string>>;

/** The code of a kind of problem. */
export type ProblemCode = keyof typeof problemCodes;
