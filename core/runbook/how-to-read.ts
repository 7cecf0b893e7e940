import { type Block, heading, list, paragraph } from './document.ts';

/** The rules by which a person, or a program with this document alone, carries out the steps. */
export function howToRead(): Block[] {
  return [
    heading(2, 'How to read the steps'),
    paragraph('Carry out the steps in order, and the actions of each step in order.'),
    paragraph(
      'Every action describes a state. If the host is already in that state, change nothing. It is safe to repeat a step.',
    ),
    list(
      ['Write a file: UTF-8 without BOM. Lines end with LF unless the line above the content says CRLF.'],
      [
        'The last line of the content has no line end, unless the line above says that it ends with a newline. ',
        'If a placeholder is last, add nothing to its value.',
      ],
      [
        'Only the placeholders named above the content are placeholders. Everything else is text, even if it looks like one.',
      ],
      ['A path is relative to the folder of the application, or of the balancer, on that host.'],
      [
        'As JSON: the value has characters that cannot be seen on paper, so it is written as a JSON string. ',
        'If a block has several strings, join them.',
      ],
      [
        'Join values that are side by side in one line, such as a word and a placeholder, without the blanks between them.',
      ],
      [
        'Make a random key: Base64 in one line that ends with a newline, readable by its owner only. ',
        'Keep an existing key of this length.',
      ],
      [
        'Issue a certificate: by the farm’s authority, for these names. The key is readable by its owner only. ',
        'Keep an existing certificate that fits.',
      ],
      [
        'Run SQL: a word with a colon before it, such as :name, is a parameter. Bind its value, never paste it into the text. ',
        'Then run the verification query. It must return the expected rows, in this order.',
      ],
      [
        'Follow the instruction, or run the script for your kind of host, which is in brackets. Example shows a possible result. ',
        'Then check: the answer must be the expected one; JSON may be formatted differently.',
      ],
      [
        'Start a service: it runs under this account, with the files it reads. If it runs already and one of these files ',
        'was changed after its start, restart it.',
      ],
      [
        'Wait for health checks: send GET over HTTPS to this address and port, with this host name and path. ',
        'Only the status 200 passes. A redirect fails.',
      ],
      [
        'On paper and on the page the lines of a block have numbers. The numbers are not part of the text. ',
        'A line without a number continues the line above.',
      ],
      ['Done by, at: the last line of a step is for your signature on paper.'],
    ),
  ];
}
