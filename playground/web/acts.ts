// What one can do with messages and people here: each begins something that the bot, or Discord,
// has to answer.
import { dismiss, useComponent, useMessageApp, usePersonApp } from './api.ts';
import type { PlaygroundComposer } from './composer.ts';
import type { Conversation, Target } from './conversation.ts';
import type { ShownImage } from './images.ts';
import { nameOf } from './markdown.ts';
import type { MenuActions } from './menus.ts';
import type { MessageActions } from './message-actions.ts';
import type { World } from './shapes.ts';

interface Stage {
  talk: Conversation;
  composer(): PlaygroundComposer | null;
  /** Waits for the bot's first answer. */
  interact(begun: Promise<string>, target?: Target): void;
  zoom(image: ShownImage): void;
}

export const createActs = ({ talk, composer, interact, zoom }: Stage) => ({
  menuIn(world: World): MenuActions {
    const { as, channel, offer } = talk;
    return {
      ...offer,
      reply: ({ id, author }) => composer()?.reply({ id, author: nameOf(author.id, world) }),
      useOnMessage: ({ id }, app) => interact(useMessageApp(as, channel, app, id), { messageId: id }),
      useOnPerson: ({ key }, app) => interact(usePersonApp(as, channel, app, key)),
    };
  },
  actionsWith(menu: MenuActions): MessageActions {
    const { as } = talk;
    return {
      use: ({ id: messageId }, customId, values) =>
        interact(useComponent(as, messageId, customId, values), { messageId, customId }),
      isWaiting: ({ id: messageId }, customId) => talk.isWaiting({ messageId, customId }),
      zoom,
      dismiss: ({ id }) => void dismiss(as, id).catch(() => undefined),
      menu,
    };
  },
});
