// The commands that the guides tell their readers to type, as they are printed.
import { globSync, readFileSync } from 'node:fs';

interface Block {
  file: string;
  /** After the three backticks: `sh`, `yaml`, or nothing. */
  language: string;
  text: string;
}

export const guides = (): string[] => ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...globSync('docs/*.md').sort()];

/** Every fenced block. */
export const blocksOf = (file: string): Block[] =>
  [...readFileSync(file, 'utf8').matchAll(/^ *```(\w*)\n([\s\S]*?)^ *```$/gm)].map(([, language = '', text = '']) => ({
    file,
    language,
    text,
  }));

/**
 * What begins like a command; more than the program's name alone, which is a word of the sentence.
 */
const COMMAND =
  /^(?:sudo|npm|npx|node|docker|git|cp|mkdir|chmod|printf|kill|systemctl|journalctl|curl|useradd|find) \S/;

export const looksLikeCommand = (line: string): boolean => COMMAND.test(line.trim());

/**
 * Lines of `sh`, `console` and `cron` blocks, and what stands between backticks in the text; no two
 * alike.
 */
export function commandsOf(file: string): string[] {
  const typed = blocksOf(file)
    .filter(({ language }) => ['sh', 'console', 'cron'].includes(language))
    .flatMap(({ text }) => text.replaceAll(/\s*\\\n\s*/g, ' ').split('\n'))
    .map((line) =>
      line
        .replace(/^\$ /, '')
        .replace(/\s+#.*$/, '')
        .trim(),
    )
    .filter((line) => line !== '' && !line.startsWith('#'));
  const prose = readFileSync(file, 'utf8').replaceAll(/^ *```[\s\S]*?^ *```$/gm, '');
  return [...new Set([...typed, ...prose.split('\n').flatMap(commandsInLine)])];
}

/** `-- --help` after `npm run playground` stands for `npm run playground -- --help`. */
function commandsInLine(line: string): string[] {
  let script = '';
  return [...line.matchAll(/(?<!`)`([^`\n]+)`(?!`)/g)].flatMap(([, code = '']) => {
    const [found] = /^npm run (?:-s )?[\w-]+/.exec(code) ?? [];
    if (found !== undefined) script = found;
    if (code.startsWith('-- ') && script !== '') return [`${script} ${code}`];
    return looksLikeCommand(code) ? [code] : [];
  });
}
