// Every setting the operator gives: what it is for, what it may be, and what it is when it is not
// given.
import { resolve } from 'node:path';
import { z } from 'zod';
import { parseBudgetRule } from '../billing/budget-rule.ts';
import { findTimeZone } from '../billing/calendar.ts';
import { parseCostMicros } from '../billing/money.ts';
import { readLocation } from '../store/sqlite-path.ts';
import { createSecret, faultOfSecret } from './secret.ts';

interface Setting<T extends z.ZodType = z.ZodType> {
  purpose: string;
  schema: T;
  /** A secret may come from the file named by `NAME_FILE` instead. */
  secret?: true;
}

const define = <T extends z.ZodType>(purpose: string, schema: T): Setting<T> => ({ purpose, schema });
const secret = (purpose: string) => {
  const schema = z
    .string()
    .superRefine((text, context) => {
      const message = faultOfSecret(text);
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    })
    .transform(createSecret);
  return { ...define(purpose, schema), secret: true as const };
};

/**
 * A zod schema that reads text with `parse` and reports what `parse` throws as the setting's
 * problem.
 */
const parsed = <T>(parse: (text: string) => T) =>
  z.string().transform((text, context): T => {
    try {
      return parse(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
      return z.NEVER;
    }
  });

const snowflake = z.string().regex(/^\d{1,20}$/, 'must be a Discord id, which is a number');
const list = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
const snowflakes = z.string().transform(list).pipe(z.array(snowflake));
/** A name or address, IPv6 in brackets, with or without a port. */
const HOST = /^(\[[\da-f:.]+\]|[^\s/:@?#\\[\]]+)(:\d{1,5})?$/;
const flag = z.stringbool({ error: 'must be true or false' });
const wantsRange = (what: string, least: number, most: number) =>
  `must be ${what} from ${least.toLocaleString('en')} to ${most.toLocaleString('en')}`;
const inRange = (number: z.ZodCoercedNumber<string>, what: string, least: number, most: number) =>
  number.min(least, wantsRange(what, least, most)).max(most, wantsRange(what, least, most));
const wholeNumber = (least: number, most: number) =>
  inRange(
    z.coerce.number<string>({ error: wantsRange('a whole number', least, most) }),
    'a whole number',
    least,
    most,
  ).int(wantsRange('a whole number', least, most));
const seconds = (least: number, most: number) =>
  inRange(
    z.coerce.number<string>({ error: wantsRange('a number of seconds', least, most) }),
    'a number of seconds',
    least,
    most,
  ).transform((value) => Math.round(value * 1000));
/**
 * No request can be made to an address with a user or password, and whoever tells of the address
 * would print them.
 */
const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .refine((url) => !url.includes('@'), 'must be an address without a user, a password or an @')
  .transform((url) => url.replace(/\/+$/, ''));
const budget = parsed(parseBudgetRule);

function parseTimeZone(text: string): string {
  const zone = findTimeZone(text);
  if (zone === undefined) throw new Error('must be an IANA time zone such as Europe/Berlin, not an offset');
  return zone;
}

function parseModels(text: string): { model: string; priceMicros: number }[] {
  const models = list(text).map((entry) => {
    const [model = '', price = '', ...rest] = entry.split('=').map((part) => part.trim());
    if (!/^[\w.:/-]{1,80}$/.test(model) || price === '' || rest.length > 0) {
      throw new Error(`${JSON.stringify(entry)} must look like a_model=0.08`);
    }
    return { model, priceMicros: parseCostMicros(price) };
  });
  if (models.length === 0) throw new Error('must name at least one model');
  if (models.length > 25) throw new Error('may name at most 25 models: more do not fit into one Discord option');
  if (new Set(models.map(({ model }) => model)).size < models.length) throw new Error('names a model twice');
  return models;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const DAY_MS = 24 * 3600 * 1000;

export const settings = {
  DISCORD_TOKEN: secret('the bot token, from the Bot page of your application in the Discord developer portal'),
  DISCORD_API_URL: define(
    'the address of Discord’s API, without a version',
    httpUrl.transform((url) => url.replace(/\/v\d+$/, '')).prefault('https://discord.com/api'),
  ),
  DISCORD_CDN_URL: define(
    'the address of avatars and stickers; default: Discord’s CDN, or the server of DISCORD_API_URL if that is changed',
    httpUrl.optional(),
  ),
  DISCORD_GUILD_ID: define(
    'register the commands in this server only, where they appear at once',
    snowflake.optional(),
  ),
  VTRIX_API_KEY: secret('the API key of the image provider (Vtrix)'),
  VTRIX_BASE_URL: define('the address of the image API', httpUrl.prefault('https://cloud.vtrix.ai')),
  IMAGE_MODELS: define(
    'model IDs with list prices in USD, comma-separated; the first is the default',
    parsed(parseModels).prefault('flux_kontext_max=0.08'),
  ),
  DATABASE_URL: define(
    'the SQLite database, as file:path, with the characters of a URL escaped (%20)',
    z
      .string()
      .regex(/^file:.+/, { error: 'must look like file:data/kontext.db', abort: true })
      .superRefine((location, context) => {
        try {
          readLocation(location);
        } catch (error) {
          const message = error instanceof Error ? error.message : String(error);
          // Every problem begins with the setting's name already.
          context.addIssue({ code: 'custom', message: message.replace(/^DATABASE_URL |\.$/g, '') });
        }
      })
      .prefault('file:data/kontext.db'),
  ),
  IMAGES_DIR: define(
    'the folder that keeps the images',
    z
      .string()
      .transform((path) => resolve(path))
      .prefault('data/images'),
  ),
  IMAGE_RETENTION: define(
    'days an image is kept',
    wholeNumber(1, 3650)
      .transform((days) => days * DAY_MS)
      .prefault('30'),
  ),
  INPUT_IMAGE_TRANSPORT: define(
    'how images to edit go to the provider: base64 (their bytes, without metadata) or url (the links they came from)',
    z.enum(['base64', 'url'], { error: 'must be base64 or url' }).prefault('base64'),
  ),
  IMAGES_MAX_SIZE: define(
    'gibibytes that all kept images may take up; unpaid ones are removed first, then the oldest',
    z.coerce
      .number<string>({ error: 'must be a number above 0' })
      .positive('must be a number above 0')
      .transform((gib) => Math.floor(gib * 2 ** 30))
      .prefault('20'),
  ),
  HTTP_PORT: define(
    'the port for /healthz, /readyz and /metrics; 0 takes any free port, no port is opened when not given',
    wholeNumber(0, 65_535).optional(),
  ),
  HTTP_HOST: define(
    'the address that HTTP_PORT listens on; 0.0.0.0 or :: for all, as containers need',
    z.union([z.ipv4(), z.ipv6()], { error: 'must be an IP address' }).prefault('127.0.0.1'),
  ),
  LOG_LEVEL: define(
    'how much is logged',
    z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).prefault('info'),
  ),
  MESSAGE_CONTENT_INTENT: define(
    'true if the Message Content intent is turned on in the developer portal',
    flag.prefault('false'),
  ),
  TRUSTED_HOSTS: define(
    'host or host:port, comma-separated: exempt from the rule that downloads use https, its own port and public addresses',
    z
      .string()
      .transform((text) => list(text.toLowerCase()))
      .pipe(z.array(z.string().regex(HOST, 'must be host or host:port, without https:// or a path')))
      .transform((hosts) => new Set(hosts))
      .prefault(''),
  ),
  DEFAULT_MEMBER_BUDGET: define(
    'what each member may spend in a server, as amount/window: day, week, month or total',
    budget.prefault('2.00/day'),
  ),
  HOST_BUDGET: define('what the whole bot may spend, as amount/window', budget.prefault('20.00/day')),
  HOST_SERVER_BUDGET: define('what each server may spend, as amount/window', budget.optional()),
  HOST_MEMBER_BUDGET: define('what each member may spend across all servers, as amount/window', budget.optional()),
  HOST_TIME_ZONE: define('the time zone in which budget windows begin', parsed(parseTimeZone).prefault('UTC')),
  HOST_USER_IDS: define('Discord user IDs of the operators, comma-separated', snowflakes.prefault('')),
  ALLOWED_GUILDS: define(
    'IDs of the servers that may use the bot, comma-separated; every server that installs it when not given',
    snowflakes.optional(),
  ),
  USER_INSTALL: define('true lets people install the bot for themselves and use it anywhere', flag.prefault('false')),
  MAX_CONCURRENT: define(
    'images in progress at the provider at once; more wait in the queue',
    wholeNumber(1, 10_000).prefault('20'),
  ),
  MAX_CONCURRENT_PER_MEMBER: define(
    'images of one member in progress or queued at once',
    wholeNumber(1, 10_000).prefault('4'),
  ),
  MAX_CONCURRENT_PER_SERVER: define(
    'images of one server in progress or queued at once',
    wholeNumber(1, 100_000).optional(),
  ),
  MAX_SAFETY_TOLERANCE: define(
    'the most lenient moderation a member may ask for, 0 to 6',
    wholeNumber(0, 6).prefault('2'),
  ),
  QUEUE_TIMEOUT: define(
    'seconds a request may wait in the queue before it is cancelled, uncharged',
    seconds(0.1, 86_400).prefault('600'),
  ),
  TASK_TIMEOUT: define(
    'seconds after which a member is told that the image takes longer',
    seconds(0.1, 86_400).prefault('120'),
  ),
  SHUTDOWN_GRACE: define(
    'seconds that requests in progress may take to finish when the bot is stopped',
    seconds(0, 3600).prefault('20'),
  ),
} satisfies Record<string, Setting>;

export type SettingName = keyof typeof settings;

/**
 * What each setting is once read and checked: money in micro-dollars, time spans in milliseconds.
 */
export type Config = { [Name in SettingName]: z.output<(typeof settings)[Name]['schema']> };
