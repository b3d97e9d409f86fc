// One way in for every interaction: finds its command, checks where it is used, and turns what goes wrong into an honest answer.
import { randomBytes } from 'node:crypto';
import { type Client, Events, type Interaction, type RepliableInteraction } from 'discord.js';
import type { App } from '../app.ts';
import { UserError } from '../errors.ts';
import { checkPlace } from './access.ts';
import { tellPrivately } from './answer.ts';
import { parseCustomId } from './custom-id.ts';
import type { ButtonCommand, Command, SlashCommand } from './define-command.ts';
import { isAlreadyAnswered, isTokenDead } from './discord-error.ts';

/** Listens on `client` until `isOpen` says no: then people are told that the bot is being restarted. */
export function dispatchInteractions(
  client: Client,
  commands: readonly Command[],
  app: App,
  isOpen: () => boolean,
): void {
  const slash = new Map(
    commands.filter((command) => command.kind === 'slash').map((command) => [command.name, command]),
  );
  const buttons = new Map(
    commands.filter((command) => command.kind === 'button').map((command) => [command.name, command]),
  );
  client.on(Events.InteractionCreate, (interaction) => {
    void dispatch(interaction, { slash, buttons, app, isOpen });
  });
}

interface Dispatcher {
  slash: ReadonlyMap<string, SlashCommand>;
  buttons: ReadonlyMap<string, ButtonCommand>;
  app: App;
  isOpen(): boolean;
}

async function dispatch(interaction: Interaction, { slash, buttons, app, isOpen }: Dispatcher): Promise<void> {
  const log = app.log.child({
    interactionId: interaction.id,
    member: interaction.user.id,
    server: interaction.guildId,
    command: nameOf(interaction),
  });
  try {
    if (interaction.isAutocomplete()) {
      await slash.get(interaction.commandName)?.autocomplete?.(interaction, app);
      return;
    }
    if (!interaction.isRepliable()) return;
    const { t } = app.languageOf(interaction.locale);
    if (!isOpen()) throw new UserError(t('refusal.stopping'));
    const verdict = checkPlace(interaction, app.config);
    if (!verdict.allowed) throw new UserError(t(`denial.${verdict.reason}`));
    if (interaction.isChatInputCommand()) {
      const command = slash.get(interaction.commandName);
      if (!command) throw new UserError(t('refusal.unknownCommand'));
      await command.run(interaction, app);
    } else if (interaction.isButton()) {
      const target = parseCustomId(interaction.customId);
      const command = target && buttons.get(target.action);
      if (!target || !command) throw new UserError(t('refusal.unknownCommand'));
      await command.run(interaction, app, target.id);
    } else {
      throw new UserError(t('refusal.unknownCommand'));
    }
    log.info('command served');
  } catch (error) {
    if (!interaction.isRepliable()) {
      log.warn({ err: error }, 'autocomplete failed');
      return;
    }
    await answerFailure(interaction, app, error, log).catch((failure: unknown) => {
      log.warn({ err: failure }, 'failure could not be told');
    });
  }
}

/** A `UserError` is shown as it is, anything else becomes a short apology whose reference stands in the log. */
async function answerFailure(
  interaction: RepliableInteraction,
  app: App,
  error: unknown,
  log: App['log'],
): Promise<void> {
  let content: string;
  if (error instanceof UserError) {
    content = error.message;
  } else {
    const reference = randomBytes(4).toString('hex');
    log.error({ err: error, reference }, 'command broke');
    if (isTokenDead(error) || isAlreadyAnswered(error)) return;
    content = app.languageOf(interaction.locale).t('apology', { reference });
  }
  await tellPrivately(app.webhook, interaction, content);
}

function nameOf(interaction: Interaction): string {
  return 'commandName' in interaction ? interaction.commandName : interaction.customId;
}
