// Settings that nobody reads because their names are misspelled: environment variables that look
// like one of ours and are none.
import leven from 'leven';
import { isRenamed } from './renamed.ts';
import { type SettingName, settings } from './settings.ts';

export interface Misspelled {
  given: string;
  /** What it most likely was to be. */
  meant: string;
}

const KNOWN = (Object.keys(settings) as SettingName[]).flatMap((name) =>
  'secret' in settings[name] ? [name, `${name}_FILE`] : [name],
);
/** Shorter names are like too many others. */
const MIN_LENGTH = 8;
/**
 * From this length on two letters may be wrong, below it one, where words are compared that were
 * replaced by others.
 */
const LONG = 12;
const MAX_TYPOS = 2;

/** Words that people take for each other: the first stands for all of them. */
const SAME_WORDS = [
  ['IMAGE', 'PICTURE'],
  ['DIR', 'DIRECTORY', 'FOLDER', 'PATH'],
  ['GUILD', 'SERVER'],
  ['MEMBER', 'USER'],
  ['HOST', 'OPERATOR', 'OWNER'],
] as const;

/** Looks at names alone, never at values. */
export const findMisspelled = (environment: Readonly<Record<string, string | undefined>>): Misspelled[] =>
  Object.keys(environment)
    .filter((given) => !KNOWN.includes(given) && !isRenamed(given) && given.length >= MIN_LENGTH && environment[given])
    .flatMap((given) => {
      const [meant] = KNOWN.filter((name) => isLike(given, name)).sort(
        (a, b) => distance(given, a) - distance(given, b),
      );
      return meant === undefined ? [] : [{ given, meant }];
    });

/**
 * A few letters off, or with a word too many or too few, with words for others that mean the same,
 * or in another order.
 */
function isLike(given: string, name: string): boolean {
  const upper = inSettingCase(given);
  if (leven(upper, name, { maxDistance: MAX_TYPOS + 1 }) <= MAX_TYPOS || hasOneWordMore(upper, name)) return true;
  const [plain, plainName] = [withPlainWords(upper), withPlainWords(name)];
  const typos = Math.min(plain.length, plainName.length) < LONG ? 1 : MAX_TYPOS;
  return (
    leven(plain, plainName, { maxDistance: typos + 1 }) <= typos ||
    hasOneWordMore(plain, plainName) ||
    plain.split('_').sort().join() === plainName.split('_').sort().join()
  );
}

function hasOneWordMore(one: string, other: string): boolean {
  const [shorter = [], longer = []] = [one.split('_'), other.split('_')].sort((a, b) => a.length - b.length);
  return (
    shorter.length >= 2 &&
    longer.length === shorter.length + 1 &&
    longer.filter((word) => shorter.includes(word)).join() === shorter.join()
  );
}

/**
 * `PICTURES_FOLDER` as `IMAGE_DIR`: each word in the singular, and the first of those that mean the
 * same.
 */
const withPlainWords = (name: string): string =>
  name
    .split('_')
    .map((word) => {
      const singular = word.replace(/(?<=..)S$/, '');
      return SAME_WORDS.find((words) => words.some((same) => same === singular))?.[0] ?? singular;
    })
    .join('_');

const distance = (given: string, name: string): number =>
  leven(withPlainWords(inSettingCase(given)), withPlainWords(name)) + leven(given, name) / 1000;

/** `host-budget` as `HOST_BUDGET` */
const inSettingCase = (given: string): string => given.toUpperCase().replaceAll('-', '_');

export const describeMisspelled = ({ given, meant }: Misspelled): string =>
  `${given} is not a setting: did you mean ${meant}?`;
