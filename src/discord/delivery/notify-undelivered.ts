// The word about a result that could be shown nowhere, given to its member at their next use of the
// bot, wherever that is.
import type { RepliableInteraction } from 'discord.js';
import type { App } from '../../app.ts';
import { shownTasks } from '../../tasks/requests/request-images.ts';
import { tellPrivately } from '../api/respond.ts';
import { behindBars } from '../rendering/hidden-prompt.ts';
import { quote } from '../rendering/safe-text.ts';

/** Of several, as many as do not bury the answer that was asked for. */
const WORDS_MAX = 3;
const PROMPT_SHOWN_MAX = 100;

/**
 * Once `interaction` has its own answer. A word that cannot be given stays due; a failure is only
 * logged.
 */
export async function tellUndelivered(interaction: RepliableInteraction, app: App): Promise<void> {
  const { t } = app.languageOf(interaction.locale);
  const isAnswered = interaction.deferred || interaction.replied;
  if (!isAnswered) return;
  try {
    for (const requestId of await app.undelivered.takeWordsDue(interaction.user.id, WORDS_MAX)) {
      const view = await app.requests.find(requestId);
      const count = view ? shownTasks(view).length : 0;
      if (!view || count === 0) continue;
      const prompt = behindBars(`**${quote(view.request.prompt, PROMPT_SHOWN_MAX)}**`, view.request);
      await tellPrivately(app.webhook, interaction, t('notice.unshown', { count, prompt })).catch(
        async (error: unknown) => {
          await app.undelivered.oweWord(requestId);
          throw error;
        },
      );
    }
  } catch (error) {
    app.log.info({ err: error, interactionId: interaction.id }, 'member not told of a result that could not be shown');
  }
}
