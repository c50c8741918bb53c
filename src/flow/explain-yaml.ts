import { isScalar, visit, type Document, type YAMLParseError } from 'yaml';
import { slipAt } from './yaml-slips.ts';

/** A mistake of YAML in an author's words, and where to look. */
export interface YamlMistake {
  readonly offset: number;
  readonly message: string;
  readonly mend: string;
}

/** Says what the parser said in the words of someone who writes flows. */
export function explainYaml(error: YAMLParseError, document: Document, text: string): YamlMistake {
  const [offset] = error.pos;
  const line = lineAt(text, offset);
  const say = (message: string, mend: string, at = offset) => ({ offset: at, message, mend });
  const indentation = 'line it up with what belongs to it; each level is two spaces deeper';
  if (error.code === 'MULTIPLE_DOCS')
    return say(
      '`---` begins a second file in this one',
      'keep one flow in a file, and take the line out',
    );
  if (error.code === 'TAB_AS_INDENT') return say('a tab cannot indent', 'indent with spaces');
  const open = openQuote(document, text);
  if (open !== null)
    return say('this quote is never closed', 'close it at the end of the text', open);
  if (error.message.startsWith('Missing , or :') && /\([^()]*,[^()]*\)/.test(line))
    return say(
      'inside `{ }` a value ends at its first comma',
      `put the whole value into quotes: \`when: "contains(mood, 'low')"\``,
    );
  const slip = slipAt(text, offset);
  if (slip !== null) return slip;
  switch (error.code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
      return say('the line below is indented deeper than this one', indentation);
    case 'BAD_INDENT':
      return say('this does not line up with the lines around it', indentation);
    case 'MULTILINE_IMPLICIT_KEY':
    case 'MISSING_CHAR':
      return /:(\s|$)/.test(line)
        ? say('this does not line up with the lines around it', indentation)
        : say(
            'this line has no colon after its key',
            `write \`${withColon(line)}\`, or indent it deeper if it goes on with the text above`,
          );
    case 'BAD_SCALAR_START':
      return say(`a text cannot begin with \`${text[offset] ?? ''}\``, 'put it in quotes');
    case 'UNEXPECTED_TOKEN':
      return say(
        'this does not belong here',
        'put the text in quotes, and look at the indentation',
      );
    default:
      return say(
        `this is not YAML: ${(error.message.split('\n')[0] as string).toLowerCase()}`,
        'put texts with `:`, `#`, `{` or quotes in them into quotes, and look at the indentation',
      );
  }
}

/** Where the quoted text begins that ends nowhere. */
function openQuote(document: Document, text: string): number | null {
  let found: number | null = null;
  visit(document, {
    Scalar(_, node) {
      if (!isScalar(node) || node.range == null) return;
      const [from, to] = node.range;
      const quote = node.type === 'QUOTE_DOUBLE' ? '"' : node.type === 'QUOTE_SINGLE' ? "'" : null;
      if (quote !== null && (to - from < 2 || text[to - 1] !== quote)) found ??= from;
    },
  });
  return found;
}

function column(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

function lineAt(text: string, offset: number): string {
  return text.slice(offset - column(text, offset), endOfLine(text, offset)).trim();
}

function withColon(line: string): string {
  const [, head = line, rest = ''] = /^((?:- )*\S+)\s*(.*)$/.exec(line.replace(/ #.*/, '')) ?? [];
  return `${head}: ${rest}`.trimEnd();
}
