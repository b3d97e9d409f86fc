// A reply to pictures that names the bot, or a mention with pictures attached: an edit, in plain words.
import type { App } from '../../src/app.ts';
import { acceptChatRequest } from '../../src/discord/accept-chat-request.ts';
import type { ChatAsk } from '../../src/discord/chat-ask.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { displayName } from '../../src/discord/mention-names.ts';
import { picturesIn } from '../../src/discord/message-pictures.ts';
import { referredMessage } from '../../src/discord/referred-message.ts';
import { isBlank } from '../../src/discord/safe-text.ts';
import { UserError } from '../../src/errors.ts';
import { pictureNumber } from '../../src/tasks/gallery.ts';
import type { InputSource } from '../../src/tasks/inputs.store.ts';
import type { Translate } from '../../src/text/text.ts';
import { refuseTooMany, toSources } from '../editing/declared-pictures.ts';
import type { EditStart } from '../editing/open-edit-form.ts';
import { startFromResult } from '../editing/start-from-result.ts';
import { chooseOptions } from '../options/choose-options.ts';
import { withPreset } from '../presets/use-preset.ts';
import { parseChatOptions } from './parse-options.ts';

export const editByReply = defineCommand({
  kind: 'mention',
  name: 'edit-by-reply',
  async run(ask, app) {
    const { t } = ask.language;
    const { picture, preset, ...typed } = parseChatOptions(ask.text, t);
    const { sources, spoiler, mustBePrivate } = await findStart(ask, app, picture);
    // What is shown to one person alone is out of a chat's reach, and stays there.
    if (mustBePrivate) throw new UserError(t('chat.noPicture'));
    if (isBlank(typed.prompt)) throw new UserError(t('chat.noPrompt'));
    const use = { userId: ask.message.author.id, guildId: ask.guildId, isEdit: true };
    const given = await withPreset(typed, preset, app, use, t);
    const names = new Map(ask.message.mentions.map((user) => [user.id, displayName(user, user.member?.nick)]));
    const chosenFor = { guildId: ask.guildId, isEdit: true, names };
    const options = await chooseOptions({ ...given, spoiler: given.spoiler || spoiler }, app, ask.language, chosenFor);
    await acceptChatRequest(ask, app, { kind: 'edit', options, inputs: sources });
  },
});

type ChatStart = Pick<EditStart, 'spoiler' | 'mustBePrivate'> & { sources: InputSource[] };

/** The pictures of the message replied to, then the message's own. @throws {UserError} where there are none, or they cannot be seen */
async function findStart({ message, language }: ChatAsk, app: App, picture?: number): Promise<ChatStart> {
  const { t } = language;
  const { referenced_message: answered } = message;
  const target = answered ? await referredMessage(app.bot, answered) : undefined;
  const own = picturesIn(message, app.cdn);
  const result = target ? await startFromResult({ user: message.author }, app, target) : undefined;
  const replied = target && !result ? picturesIn(target, app.cdn) : [];
  const sources = [...chooseOne(result?.sources ?? [], picture, t), ...toSources([...replied, ...own], t)];
  refuseTooMany(sources, t);
  if (sources.length === 0) {
    const isBlank = target && !app.config.MESSAGE_CONTENT_INTENT && target.author.id !== app.botId;
    throw new UserError(t(isBlank ? 'chat.cannotSee' : 'chat.noPicture'));
  }
  const isSpoiler = [...replied, ...own].some((picture) => picture.isSpoiler);
  const spoiler = isSpoiler || (result?.spoiler ?? false);
  return { sources, spoiler, mustBePrivate: result?.mustBePrivate ?? false };
}

/** Results of one message are alternatives, not parts: one of them is meant. @param number as the message counts them */
function chooseOne(results: readonly InputSource[], number: number | undefined, t: Translate): readonly InputSource[] {
  if (number === undefined) {
    if (results.length > 1) throw new UserError(t('refusal.whichPicture', { count: results.length }));
    return results;
  }
  const chosen = results.filter(
    (source) => 'taskId' in source && pictureNumber({ id: source.taskId ?? '' }) === number,
  );
  if (chosen.length === 0) throw new UserError(t('refusal.noSuchPicture', { number }));
  return chosen;
}
