// The three seconds in which a bot has to give an interaction its first answer, and what people are
// told where it does not.
import { InteractionType } from 'discord-api-types/v10';
import type { StoredInteraction } from './model.ts';
import { type DiscordState, tell } from './state.ts';

export const FIRST_ANSWER_MS = 3_000;

/** What Discord's client says where a bot keeps silent. */
const SILENCE: Readonly<Record<number, string>> = {
  [InteractionType.MessageComponent]: 'This interaction failed',
  [InteractionType.ModalSubmit]: 'Something went wrong. Try again.',
};

/** Three seconds without a first answer: the person is told, and the interaction is over. */
export function watchFirstAnswer(state: DiscordState, interaction: StoredInteraction): void {
  const timer = setTimeout(() => {
    if (interaction.answered !== null) return;
    tell(state, interaction.personKey, {
      kind: 'interaction',
      at: state.now(),
      id: interaction.id,
      answer: { outcome: 'failed', reason: SILENCE[interaction.type] ?? 'The application did not respond' },
    });
  }, FIRST_ANSWER_MS);
  timer.unref();
}
