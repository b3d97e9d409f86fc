// A reply to images that names the bot, or a mention with images attached: an edit, in plain words.
import type { App } from '../../src/app.ts';
import { displayName } from '../../src/discord/api/mention-names.ts';
import { type FoundImage, imagesIn } from '../../src/discord/api/message-images.ts';
import { referredMessage } from '../../src/discord/api/referred-message.ts';
import type { ChatMessage, ChatRequest } from '../../src/discord/interactions/chat-request.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { isBlank } from '../../src/discord/rendering/safe-text.ts';
import { acceptChatRequest } from '../../src/discord/requests/submit-from-chat.ts';
import { UserError } from '../../src/errors.ts';
import type { InputSource } from '../../src/tasks/requests/input-source.ts';
import { imageNumber } from '../../src/tasks/requests/request-images.ts';
import { strongestSpoiler } from '../../src/tasks/requests/request-options.ts';
import type { Translate } from '../../src/text/text.ts';
import { parseChatOptions, splitChatOptions } from '../options/parse-options.ts';
import { withPreset } from '../options/use-preset.ts';
import { chooseOptions } from '../options/validate-options.ts';
import { type EditStart, keepingDraft, type TypedRequest } from './open-edit-form.ts';
import { startFromResult } from './start-from-result.ts';
import { INPUTS_MAX, refuseTooMany, toOffered, toSources } from './validate-attachments.ts';

export const editByReply = defineCommand({
  kind: 'mention',
  name: 'edit-by-reply',
  async run(request, app) {
    const { t } = request.language;
    const start = await findStart(request, app);
    // What is shown to one person alone is out of a chat's reach, and stays there.
    if (start.mustBePrivate) throw new UserError(t('chat.noImage'));
    await keepingDraft(
      app,
      request.message.author.id,
      async () => toTypedRequest(request, start),
      () => submitChatEdit(request, app, start),
    );
  },
});

function toTypedRequest({ text }: ChatMessage, start: ChatStart): TypedRequest {
  const { results, replied, own, spoiler } = start;
  const { prompt, options } = splitChatOptions(text);
  const sources = [...results, ...toOffered([...replied, ...own])];
  // Of several results one is meant.
  const chosen = sources.map((_, index) => index).filter((index) => index === 0 || index >= results.length);
  const fields = { prompt, options, images: chosen.slice(0, INPUTS_MAX) };
  return { kind: 'edit', sources, mustBePrivate: false, spoiler, fields };
}

async function submitChatEdit(request: ChatRequest, app: App, start: ChatStart): Promise<void> {
  const { message, language, text } = request;
  const { guildId, settings } = request.guild;
  const { t } = language;
  const { image, preset, ...typed } = parseChatOptions(text, t);
  const { results, attached } = chooseImages(start, image, t);
  const inputs = [...results, ...toSources(attached, t)];
  refuseTooMany(inputs, t);
  if (isBlank(typed.prompt)) throw new UserError(t('chat.noPrompt'));
  const use = { userId: message.author.id, guildId, isEdit: true, chosen: preset };
  const given = await withPreset(typed, app, use, t);
  const names = new Map(message.mentions.map((user) => [user.id, displayName(user, user.member?.nick)]));
  const chosenFor = { guildId, settings, isEdit: true, names };
  // What comes of something hidden is hidden.
  const hidden = strongestSpoiler(given.spoiler, start.spoiler, ...attached.map(({ isSpoiler }) => isSpoiler));
  const options = await chooseOptions({ ...given, spoiler: hidden }, app, language, chosenFor);
  await acceptChatRequest(request, app, { kind: 'edit', options, inputs });
}

interface ChatStart extends Pick<EditStart, 'spoiler' | 'mustBePrivate'> {
  /** The bot's own results in the message replied to: alternatives. */
  results: readonly InputSource[];
  /** All other images of the message replied to. */
  replied: readonly FoundImage[];
  /** Those of the message itself. */
  own: readonly FoundImage[];
}

/**
 * The images of the message replied to, and the message's own.
 * @throws {UserError} where there are none, or they cannot be seen
 */
async function findStart({ message, language }: ChatMessage, app: App): Promise<ChatStart> {
  const { t } = language;
  const { referenced_message: answered } = message;
  const target = answered ? await referredMessage(app.bot, answered) : undefined;
  const own = imagesIn(message, app.cdn);
  const result = target ? await startFromResult({ user: message.author }, app, target) : undefined;
  const replied = target && !result ? imagesIn(target, app.cdn) : [];
  const results = result?.sources ?? [];
  if (results.length + replied.length + own.length === 0) {
    const isUnseen = target && !app.config.MESSAGE_CONTENT_INTENT && target.author.id !== app.botId();
    throw new UserError(t(isUnseen ? 'chat.cannotSee' : 'chat.noImage'));
  }
  const spoiler = result?.spoiler ?? false;
  return { results, replied, own, spoiler, mustBePrivate: result?.mustBePrivate ?? false };
}

interface ChosenImages {
  results: readonly InputSource[];
  attached: readonly FoundImage[];
}

/**
 * Results of one message are alternatives, not parts: one of them is meant. Images that somebody
 * posted together are all meant, unless one is named.
 * @param number as the message counts them: the one replied to, else the message itself
 * @throws {UserError} with the numbers that there are
 */
function chooseImages({ results, replied, own }: ChatStart, number: number | undefined, t: Translate): ChosenImages {
  if (results.length > 0) return { results: chooseOne(results, numberOfResult, number, t), attached: own };
  if (number === undefined) return { results, attached: [...replied, ...own] };
  const pick = (images: readonly FoundImage[]) => chooseOne(images, (_, index) => index + 1, number, t);
  return { results, attached: replied.length > 0 ? [...pick(replied), ...own] : pick(own) };
}

const numberOfResult = (source: InputSource): number => imageNumber({ id: source.taskId ?? '' });

function chooseOne<T>(
  images: readonly T[],
  numberOf: (image: T, index: number) => number,
  number: number | undefined,
  t: Translate,
): readonly T[] {
  const numbers = images.map(numberOf);
  if (number === undefined) {
    if (images.length === 1) return images;
    const example = numbers.at(-1);
    throw new UserError(t('refusal.whichImage', { count: images.length, numbers: numbers.join(', '), example }));
  }
  const chosen = images.filter((_, index) => numbers[index] === number);
  if (chosen.length > 0) return chosen;
  const valid = t('chat.writeOneOf', { values: numbers.join(', ') });
  throw new UserError(`${t('refusal.noSuchImage', { number })} ${valid}`);
}
