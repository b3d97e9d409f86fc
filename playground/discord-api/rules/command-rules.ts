// What Discord demands of commands although its published schemas do not say so.

type Json = Record<string, unknown>;

const SLASH_NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const CHARACTERS_MAX = 8_000;

/** @returns what is wrong with the whole set */
export function checkCommands(commands: readonly Json[], isForOneServer: boolean): string[] {
  const names = commands.map((command) => `${command.type ?? 1}/${command.name}`);
  return [
    ...(new Set(names).size < names.length ? ['commands: two of the same type and name'] : []),
    ...commands.flatMap((command) => checkCommand(command, isForOneServer)),
  ];
}

function checkCommand(command: Json, isForOneServer: boolean): string[] {
  const where = String(command.name);
  const isSlash = (command.type ?? 1) === 1;
  const hasPlaces = command.contexts !== undefined || command.integration_types !== undefined;
  return [
    ...(isSlash ? checkNamed(command, where) : []),
    ...(!isSlash && command.description ? [`${where}: a description on a context-menu command`] : []),
    ...(isForOneServer && hasPlaces ? [`${where}: contexts and integration_types are for global commands alone`] : []),
    ...(countCharacters(command) > CHARACTERS_MAX ? [`${where}: more than ${CHARACTERS_MAX} characters in all`] : []),
    ...checkOptions(command.options, where),
  ];
}

const isSlashName = (name: unknown) => typeof name === 'string' && SLASH_NAME.test(name) && name === name.toLowerCase();
const isDescription = (text: unknown) => typeof text === 'string' && text.length >= 1 && text.length <= 100;
const localesOf = (value: unknown): [locale: string, text: unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];

function checkNamed(
  { name, description, name_localizations, description_localizations }: Json,
  where: string,
): string[] {
  return [
    ...(isSlashName(name) ? [] : [`${where}: not a slash name`]),
    ...(isDescription(description) ? [] : [`${where}: a description of 1 to 100 characters is missing`]),
    ...localesOf(name_localizations).flatMap(([locale, text]) =>
      isSlashName(text) ? [] : [`${where}: "${text}" (${locale}) is not a slash name`],
    ),
    ...localesOf(description_localizations).flatMap(([locale, text]) =>
      isDescription(text) ? [] : [`${where}: "${text}" (${locale}) is not a description of 1 to 100 characters`],
    ),
  ];
}

/** In each language the names beside one another differ. */
const checkSameNames = (options: readonly Json[], where: string): string[] =>
  [...new Set(options.flatMap(({ name_localizations }) => localesOf(name_localizations).map(([locale]) => locale)))]
    .filter((locale) => {
      const names = options.map(
        ({ name, name_localizations }) => new Map(localesOf(name_localizations)).get(locale) ?? name,
      );
      return new Set(names).size < names.length;
    })
    .map((locale) => `${where}: two options of one name (${locale})`);

function checkOptions(value: unknown, where: string): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return [`${where}.options: not a list`];
  const options: Json[] = value;
  const firstOptional = options.findIndex((option) => option.required !== true);
  const lateRequired = options.findLastIndex((option) => option.required === true);
  const names = options.map((option) => option.name);
  return [
    ...(options.length > 25 ? [`${where}: more than 25 options`] : []),
    ...(new Set(names).size < names.length ? [`${where}: two options of one name`] : []),
    ...checkSameNames(options, where),
    ...(firstOptional !== -1 && lateRequired > firstOptional
      ? [`${where}: a required option after an optional one`]
      : []),
    ...options.flatMap((option) => [
      ...checkNamed(option, `${where}.${option.name}`),
      ...(option.autocomplete === true && Array.isArray(option.choices) && option.choices.length > 0
        ? [`${where}.${option.name}: choices and autocomplete together`]
        : []),
      ...(Array.isArray(option.choices) && option.choices.length > 25
        ? [`${where}.${option.name}: more than 25 choices`]
        : []),
      ...checkOptions(option.options, `${where}.${option.name}`),
    ]),
  ];
}

/**
 * Names, descriptions and choices' values, as Discord counts them: of every text the longest that a
 * language has.
 */
function countCharacters(command: Json): number {
  const longest = (text: unknown, localizations: unknown) =>
    Math.max(...[text, ...localesOf(localizations).map(([, other]) => other)].map((each) => String(each ?? '').length));
  const own =
    longest(command.name, command.name_localizations) + longest(command.description, command.description_localizations);
  const list = (value: unknown): Json[] => (Array.isArray(value) ? value : []);
  const choices = list(command.choices).reduce(
    (sum, choice) => sum + longest(choice.name, choice.name_localizations) + String(choice.value).length,
    0,
  );
  return own + choices + list(command.options).reduce((sum, option) => sum + countCharacters(option), 0);
}
