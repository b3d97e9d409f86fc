// What the composer sends: messages, commands, and what the bot is asked to complete, as whoever
// one is where one is.
import { post, readFile, useSlash } from './api.ts';
import type { ComposerWork } from './composer.ts';
import type { Conversation } from './conversation.ts';

export interface WorkPlace {
  talk: Conversation;
  /** Goes to the end of the messages. */
  showEnd(): void;
  /** Waits for the bot's first answer. */
  interact(begun: Promise<string>): void;
}

export const createComposerWork = ({ talk, showEnd, interact }: WorkPlace): ComposerWork => ({
  send: async (content, files, replyTo) => {
    const { as, channel } = talk;
    showEnd();
    const given = await Promise.all(files.map(readFile));
    await post({ as, channel, content, files: given, ...(replyTo === undefined ? {} : { replyTo }) });
  },
  run: async ({ name }, options, files) => {
    const { as, channel } = talk;
    showEnd();
    const given = await Promise.all(
      Object.entries(files).map(async ([option, file]) => [option, await readFile(file)] as const),
    );
    const id = await useSlash({ as, channel, name, options, files: Object.fromEntries(given) });
    // What the client refuses stays in the composer; from here on it is between the bot and the
    // channel.
    interact(Promise.resolve(id));
  },
  complete: async ({ name }, options, focused) => {
    const { as, channel } = talk;
    const answer = await talk.answerOf(await useSlash({ as, channel, name, options, focused }));
    return answer.outcome === 'choices' ? answer.choices : [];
  },
});
