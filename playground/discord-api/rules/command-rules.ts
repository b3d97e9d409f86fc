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

function checkNamed({ name, description }: Json, where: string): string[] {
  const isName = typeof name === 'string' && SLASH_NAME.test(name) && name === name.toLowerCase();
  const isDescribed = typeof description === 'string' && description.length >= 1 && description.length <= 100;
  return [
    ...(isName ? [] : [`${where}: not a slash name`]),
    ...(isDescribed ? [] : [`${where}: a description of 1 to 100 characters is missing`]),
  ];
}

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

/** Names, descriptions and choices' values, as Discord counts them. */
function countCharacters(command: Json): number {
  const own = [command.name, command.description].reduce(
    (sum: number, text) => sum + (typeof text === 'string' ? text.length : 0),
    0,
  );
  const list = (value: unknown): Json[] => (Array.isArray(value) ? value : []);
  const choices = list(command.choices).reduce(
    (sum, choice) => sum + String(choice.name).length + String(choice.value).length,
    0,
  );
  return own + choices + list(command.options).reduce((sum, option) => sum + countCharacters(option), 0);
}
