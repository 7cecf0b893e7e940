import { type Block, heading, list, paragraph } from './document.ts';

/** How a person, or a program that has nothing but this document, reads and carries out the steps. */
export function howToRead(): Block[] {
  return [
    heading(2, 'How to read the steps'),
    paragraph('Carry the steps out in their order, and the actions of a step in theirs.'),
    paragraph(
      'Every action describes a state. Where the host is in that state already, leave it alone. So every step may be carried out again.',
    ),
    list(
      ['Write a file: UTF-8 without BOM. Lines end with LF unless the line above the content says CRLF.'],
      [
        'The last line of a content has no line end, unless the line above says that it ends with a newline. ',
        'Where a placeholder stands last, nothing is added to its value.',
      ],
      [
        'In a content only the placeholders named above it are placeholders. Everything else is text, also what looks like one.',
      ],
      ['A path is relative to the folder of the application, or of the balancer, on that host.'],
      [
        'As JSON: the value has characters that cannot be seen on paper. It is written as a JSON string, in which they can. ',
        'Where several strings stand in a block, join them.',
      ],
      [
        'Values side by side in one line, such as a word and a placeholder, are joined without the blanks between them.',
      ],
      [
        'Make a random key: Base64 in one line that ends with a newline, readable by its owner only. ',
        'A key of this length that is there already stays.',
      ],
      [
        'Issue a certificate: by the farm’s authority, for these names. The key is readable by its owner only. ',
        'A fitting certificate that is there already stays.',
      ],
      [
        'Run SQL: a word with a colon before it, such as :name, is a parameter. Bind its value, never paste it into the text. ',
        'Then ask the question; its answer must be the rows given, in this order.',
      ],
      [
        'Follow the instruction: do what stands there for your kind of host, in brackets; Example shows what comes of it. ',
        'Then do what stands under Check. The answer must be the expected one; JSON may be laid out in another way.',
      ],
      [
        'Start a service: it runs under this account, with the files it reads. Where it runs already and one of these files ',
        'was changed since, start it again.',
      ],
      [
        'Wait for healthy answers: send GET over HTTPS to this address and port, with this host name and path. ',
        'Healthy is the status 200 and nothing else. A redirect counts as not healthy.',
      ],
      [
        'On paper and on the page the lines of a block have numbers, which are not part of it. ',
        'A line without a number belongs to the one above.',
      ],
      ['Done by, at: the last line of a step is for your signature on paper.'],
    ),
  ];
}
