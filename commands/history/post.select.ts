// Post one of one's own images here, chosen from the history.
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { postHere } from '../result/post-here.ts';

export const postFromHistory = defineCommand({
  kind: 'select',
  name: 'history-post',
  run: (interaction, app) => postHere(interaction, app, interaction.values[0] ?? ''),
});
