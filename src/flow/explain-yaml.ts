import { isScalar, visit, type Document, type YAMLParseError } from 'yaml';

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
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return say('a tab cannot indent', 'indent with spaces');
    case 'BLOCK_AS_IMPLICIT_KEY':
      return /: /.test(text.slice(offset, endOfLine(text, offset)))
        ? say('a text with `: ` in it needs quotes', `write \`${quoted(line)}\``)
        : say('the line below is indented deeper than this one', indentation);
    case 'BAD_INDENT':
      return say('this does not line up with the lines around it', indentation);
    case 'MULTILINE_IMPLICIT_KEY':
    case 'MISSING_CHAR':
      break;
    case 'BAD_SCALAR_START':
      return say(`a text cannot begin with \`${text[offset] ?? ''}\``, 'put it in quotes');
    case 'UNEXPECTED_TOKEN':
      if (/[:-] +[{[]/.test(text.slice(offset - column(text, offset), offset)))
        return say(
          'a text that begins with `{` or `[` needs quotes',
          'put the whole text in quotes',
        );
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
  const open = openQuote(document, text);
  if (open !== null)
    return say('this quote is never closed', 'close it at the end of the text', open);
  if (!/:(\s|$)/.test(line))
    return say('this line has no colon after its key', `write \`${withColon(line)}\``);
  return say('a bracket is opened here and not closed', 'close it with `]` or `}`');
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

function quoted(line: string): string {
  const [, head = '', value = ''] = /^((?:- )*[^:]*: )(.*)$/.exec(line) ?? [];
  return `${head}"${value.replaceAll('"', '’')}"`;
}

function withColon(line: string): string {
  const [, head = line, rest = ''] = /^((?:- )*\S+)\s*(.*)$/.exec(line) ?? [];
  return `${head}: ${rest}`.trimEnd();
}
