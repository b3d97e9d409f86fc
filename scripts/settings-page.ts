// The page of all settings, from what the program itself says of them; .env.example gives order and
// headings.
import { z } from 'zod';
import { type SettingName, settings } from '../src/config/settings.ts';

const INTRO = `# Settings

Every setting is an environment variable. \`npm start\` also reads them from a file \`.env\`; what is empty counts as not given. A secret may come from a file
instead: \`DISCORD_TOKEN_FILE=/run/secrets/discord_token\`. The start lists every setting that is wrong; \`npm run doctor\` checks more.

This page is written by \`npm run write-settings\`, from the program's own descriptions.
`;

/** @param example the text of .env.example: headings between dashes, then NAME=value lines */
export function describeSettings(example: string): string {
  const sections = [...example.matchAll(/^# --- (.+?) -+$|^(\w+)=/gm)].map(
    ([, heading, name]) => (heading === undefined ? rowOf(name as SettingName) : headOf(heading)), // A test holds it to the settings' names.
  );
  return `${INTRO}${sections.join('')}`;
}

const headOf = (heading: string): string =>
  `\n## ${heading.charAt(0).toUpperCase()}${heading.slice(1)}\n\n| setting | what it is for | what it may be | when not given |\n| --- | --- | --- | --- |\n`;

function rowOf(name: SettingName): string {
  const { purpose, schema, ...setting } = settings[name];
  const isSecret = 'secret' in setting;
  const cells = [
    `\`${name}\`${isSecret ? ` or \`${name}_FILE\`` : ''}`,
    purpose,
    rangeOf(schema),
    isSecret ? '**needed**' : defaultOf(schema),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
}

function defaultOf({ def }: z.ZodType): string {
  const value = 'defaultValue' in def ? String(def.defaultValue) : '';
  return value === '' ? '' : `\`${value}\``;
}

/** What the schema lets in, as far as a schema can tell. */
function rangeOf(schema: z.ZodType): string {
  const form = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  if (form.enum) return form.enum.map((word) => `\`${word}\``).join(', ');
  if (form.minimum !== undefined && form.maximum !== undefined)
    return `${form.minimum.toLocaleString('en')} to ${form.maximum.toLocaleString('en')}`;
  if (form.exclusiveMinimum !== undefined) return `more than ${form.exclusiveMinimum}`;
  return '';
}
