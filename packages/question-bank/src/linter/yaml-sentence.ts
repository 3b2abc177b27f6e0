import type { YAMLError } from 'yaml'

/** A parser's error as a sentence for somebody who writes a case and does not know how YAML is parsed: what is wrong, and what to write. */
export function yamlSentence({ code, message }: Pick<YAMLError, 'code' | 'message'>): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'this line begins with a tab; use spaces'
    case 'BAD_INDENT':
      return message.includes('end with a')
        ? 'a bracket is never closed, or what it holds is not indented; close it with ] or }'
        : 'this line is not indented as its neighbours are; put the same number of spaces before all of them'
    case 'DUPLICATE_KEY':
      return 'this field is there twice; remove one of them'
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'there are two colons, or lines below that belong to nothing; put a text that holds a colon in quotation marks'
    case 'MULTILINE_IMPLICIT_KEY':
      return 'this line, or the one before it, has no colon after the name of its field'
    case 'MISSING_CHAR':
      return message.includes('followed by map values') || message.includes('directives-end')
        ? 'the name of a field, a colon and a space have to stand at the start of this line'
        : 'a quotation mark or a bracket is never closed'
    case 'BAD_SCALAR_START':
      return `a text cannot begin with ${message.at(-1)} unless it is in quotation marks`
    case 'BAD_ALIAS':
      return 'aliases (*name) are not used in case files'
    case 'MULTIPLE_DOCS':
      return 'a file holds one case; what follows --- belongs in another file'
    case 'UNEXPECTED_TOKEN':
      return message.startsWith('Block scalar')
        ? 'nothing may follow | or > on its line; begin the text on the next one'
        : 'something stands here that belongs to no field; put the whole text in quotation marks, or indent it below its field'
    case 'BAD_DQ_ESCAPE':
      return 'a backslash in double quotation marks means something else; use single ones, or write it twice'
    default:
      return `cannot be read as YAML: ${message}`
  }
}
