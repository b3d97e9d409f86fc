// Mentions in a prompt, as names: an id means nothing to a model, and is personal data.
import { type APIGuildMember, Routes } from 'discord-api-types/v10';
import type { App } from '../../app.ts';
import type { Language } from '../../text/text.ts';

/**
 * Members whose names are asked for at most: the first answer has to be given within three seconds.
 */
const LOOK_UPS_MAX = 10;
const LOOK_UP_MS = 1_000;

const MENTION =
  /<(?:@!?(?<user>\d{15,21})|@&(?<role>\d{15,21})|#(?<channel>\d{15,21})|a?:(?<emoji>\w{1,32}):\d{15,21}|t:(?<time>-?\d{1,13})(?::[a-zA-Z])?|\/(?<command>[^:<>]{1,100}):\d{15,21})>/g;

export interface MentionContext {
  guildId: string | null;
  language: Language;
  /** Display names that came with the message, by user id. */
  known?: ReadonlyMap<string, string> | undefined;
}

/**
 * Replaces members, roles, channels, custom emoji, commands and timestamps in `text` by what people
 * read there. Whoever or whatever has no name that may be told becomes "somebody", "a role" or "a
 * channel".
 */
export async function nameMentions(
  text: string,
  app: Pick<App, 'bot' | 'serverNames' | 'log'>,
  { guildId, language, known = new Map() }: MentionContext,
): Promise<string> {
  const { t, locale } = language;
  const userIds = new Set([...text.matchAll(MENTION)].flatMap(({ groups }) => groups?.user ?? []));
  const unknown = [...userIds].filter((id) => !known.has(id)).slice(0, LOOK_UPS_MAX);
  const found = guildId === null ? [] : await Promise.all(unknown.map((id) => findMemberName(app, guildId, id)));
  const users = new Map([...known, ...found.flatMap((entry) => (entry ? [entry] : []))]);
  return text.replace(MENTION, (...match) => {
    const { user, role, channel, emoji, time, command }: Partial<Record<string, string>> = match.at(-1);
    if (user !== undefined) return users.get(user) ?? t('mention.somebody');
    if (role !== undefined) return (guildId && app.serverNames.role(guildId, role)) || t('mention.role');
    if (channel !== undefined) return (guildId && app.serverNames.channel(guildId, channel)) || t('mention.channel');
    if (time !== undefined) return formatTime(Number(time), locale);
    return emoji ?? `/${command}`;
  });
}

/**
 * @returns the id and what the server calls its member; undefined where that cannot be learned in
 * time
 */
async function findMemberName(
  { bot, log }: Pick<App, 'bot' | 'log'>,
  guildId: string,
  userId: string,
): Promise<[string, string] | undefined> {
  try {
    const route = Routes.guildMember(guildId, userId);
    const member = (await bot.get(route, { signal: AbortSignal.timeout(LOOK_UP_MS) })) as APIGuildMember; // What this route answers with.
    return [userId, displayName(member.user, member.nick)];
  } catch (error) {
    log.info({ err: error }, 'name of a mentioned member not found');
    return undefined;
  }
}

/** What a person is called in a server, else everywhere. */
export const displayName = (
  { global_name, username }: { global_name?: string | null; username: string },
  nick?: string | null,
): string => nick ?? global_name ?? username;

const LATEST_SECONDS = 8_640_000_000_000;

/** As no reader's own time zone is known here, in UTC. @param seconds since 1970 */
const formatTime = (seconds: number, locale: string): string =>
  Math.abs(seconds) > LATEST_SECONDS
    ? ''
    : new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(
        seconds * 1000,
      );
