// One way in for chat messages: finds those that call the bot, makes sure that it can answer there,
// and maps errors to replies.
import { randomBytes } from 'node:crypto';
import { type Client, DiscordAPIError } from 'discord.js';
import {
  ApplicationIntegrationType,
  GatewayDispatchEvents,
  type GatewayMessageCreateDispatchData,
  RESTJSONErrorCodes,
} from 'discord-api-types/v10';
import type { App } from '../../app.ts';
import { DenialError, UserError, WithheldError } from '../../errors.ts';
import { isStorageTrouble } from '../../store/storage-trouble.ts';
import { listItems } from '../../text/join-words.ts';
import type { Language } from '../../text/text.ts';
import { missingPermissions, type PermissionName } from '../api/channel-permissions.ts';
import { withEveryone } from '../api/member.ts';
import { writeDirectly } from '../api/messages.ts';
import { button, row } from '../rendering/result-controls.ts';
import { checkPlace } from './access.ts';
import { type ChatMessage, callsBot, replyInChat, withoutMention } from './chat-request.ts';
import type { MentionCommand } from './define-command.ts';
import type { Gate } from './dispatch-interactions.ts';
import { type ActingPlace, channelRules, readGuildContext } from './guild-context.ts';

/**
 * The gateway's own payloads are read: they hold the message that was replied to, which discord.js
 * would drop with its cache switched off.
 */
export function dispatchMessages(client: Client, command: MentionCommand, app: App, gate: Gate): void {
  client.ws.on(GatewayDispatchEvents.MessageCreate, (message: GatewayMessageCreateDispatchData) => {
    if (!callsBot(message, app.botId())) return;
    dispatch(message, { client, command, app, gate }).catch((error: unknown) => {
      app.log.error({ err: error }, 'message failed before it could be answered');
    });
  });
}

/** Who serves chat messages: the one command for them, while the gate is open. */
interface Dispatching {
  client: Client;
  command: MentionCommand;
  app: App;
  gate: Gate;
}

async function dispatch(
  message: GatewayMessageCreateDispatchData,
  { client, command, app, gate }: Dispatching,
): Promise<void> {
  const log = app.log.child({
    messageId: message.id,
    member: message.author.id,
    server: message.guild_id,
    command: command.name,
  });
  const flood = gate.floods.check(message.author.id);
  if (flood === 'refused') return;
  const chat = toChatMessage(message, client, app);
  try {
    const missing = missingPermissions(client, message.channel_id);
    if (missing.length > 0) {
      await sayWhatIsMissing(chat, app, missing);
      log.info({ missing }, 'no permission to answer');
      return;
    }
    const { t } = chat.language;
    if (flood === 'first-refusal') throw new UserError(t('refusal.tooFast'));
    if (!gate.isOpen()) throw new UserError(t('refusal.stopping'));
    const verdict = checkPlace(placed(message), app.config);
    if (!verdict.allowed) throw new UserError(t(`denial.${verdict.reason}`));
    await command.run({ ...chat, guild: await readGuildContext(app, placeOfMessage(message, client)) }, app);
    log.info('command served');
  } catch (error) {
    await answerFailure(chat, app, error, log).catch((failure: unknown) => {
      log.warn({ err: failure }, 'failure could not be reported to the member');
    });
  }
}

/**
 * A message reaches the bot only where it is installed: in that server, or in its own direct
 * messages.
 */
const placed = ({ guild_id, author }: GatewayMessageCreateDispatchData) => ({
  guildId: guild_id ?? null,
  authorizingIntegrationOwners: { [ApplicationIntegrationType.GuildInstall]: guild_id ?? '0' },
  user: author,
});

function toChatMessage(message: GatewayMessageCreateDispatchData, client: Client, app: App): ChatMessage {
  const guildId = message.guild_id ?? null;
  // Chat messages carry no language of their author's.
  const locale = (guildId === null ? undefined : client.guilds.cache.get(guildId)?.preferredLocale) ?? 'en-US';
  const text = withoutMention(message.content, app.botId());
  return { message, guildId, locale, language: app.languageOf(locale), text };
}

function placeOfMessage(message: GatewayMessageCreateDispatchData, client: Client): ActingPlace {
  const guildId = message.guild_id ?? null;
  return {
    guildId,
    roleIds: guildId === null ? [] : withEveryone(guildId, message.member?.roles ?? []),
    ...channelRules(message.channel_id, client.channels.cache.get(message.channel_id)),
  };
}

/** By whatever way is open: a direct message reaches its member wherever the bot may not write. */
async function sayWhatIsMissing(chat: ChatMessage, app: App, missing: readonly PermissionName[]): Promise<void> {
  const { t } = chat.language;
  const permissions = listItems(
    missing.map((name) => t(`permission.${name}`)),
    chat.language,
  );
  const words = t('chat.missingPermissions', { channel: chat.message.channel_id, permissions });
  await writeDirectly(app.bot, chat.message.author.id, words);
}

/** A word about a failure is another answer than the one that may have been given before it. */
const FAILURE = 'f';

async function answerFailure(chat: ChatMessage, app: App, error: unknown, log: App['log']): Promise<void> {
  try {
    if (isForbidden(error)) throw error;
    await tellWhatHappened(chat, app, error, log);
  } catch (failure) {
    // Whatever stood in the channel's permissions as the bot knows them.
    if (!isForbidden(failure)) throw failure;
    await sayWhatIsMissing(chat, app, ['SendMessages']);
  }
}

async function tellWhatHappened(chat: ChatMessage, app: App, error: unknown, log: App['log']): Promise<void> {
  const { t } = chat.language;
  if (error instanceof DenialError && chat.guildId !== null) {
    await tellAlone(chat, app, error.message, chat.language);
  } else if (error instanceof WithheldError && chat.guildId !== null && error.draftId !== undefined) {
    // Nothing in a chat is for one person alone, but the answer to a click.
    const components = [row(button('why-draft', t('button.why'), error.draftId))];
    await replyInChat(app.bot, chat, t('chat.withheld'), { part: FAILURE, components });
  } else if (error instanceof UserError) {
    const { draftId } = error;
    const components = draftId === undefined ? [] : [row(button('open-draft', t('button.changeDraft'), draftId))];
    await replyInChat(app.bot, chat, error.message, { part: FAILURE, components });
  } else {
    const reference = randomBytes(4).toString('hex');
    log.error({ err: error, reference }, 'command broke');
    const words = isStorageTrouble(error) ? t('refusal.storage') : t('apology', { reference });
    await replyInChat(app.bot, chat, words, { part: FAILURE });
  }
}

/** What somebody has spent is not for the channel: it learns only that there is a reason. */
async function tellAlone(chat: ChatMessage, app: App, words: string, { t }: Language): Promise<void> {
  try {
    await writeDirectly(app.bot, chat.message.author.id, words);
  } catch {
    await replyInChat(app.bot, chat, t('chat.denied'), { part: FAILURE });
  }
}

const isForbidden = (error: unknown): boolean =>
  error instanceof DiscordAPIError &&
  [RESTJSONErrorCodes.MissingAccess, RESTJSONErrorCodes.MissingPermissions].includes(Number(error.code));
