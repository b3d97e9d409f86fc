// One way in for every interaction: finds its command, checks where and by whom it is used, and
// maps errors to replies.
import { randomBytes } from 'node:crypto';
import { type Client, Events, type Interaction, type RepliableInteraction } from 'discord.js';
import type { App } from '../../app.ts';
import { UserError } from '../../errors.ts';
import { ImagesBusyError } from '../../media/image-gate.ts';
import { isStorageTrouble } from '../../store/storage-trouble.ts';
import { parseCustomId } from '../api/custom-id.ts';
import { isAlreadyAnswered, isTokenDead } from '../api/discord-error.ts';
import { keepInteractionEvents } from '../api/interaction-events.ts';
import { tellPrivately } from '../api/respond.ts';
import { tellUndelivered } from '../delivery/notify-undelivered.ts';
import { button, type ControlRow, row } from '../rendering/result-controls.ts';
import { type Access, checkPlace, describeMissingRight, hasAccess } from './access.ts';
import type { CommandIndex } from './define-command.ts';
import type { FloodGuard } from './rate-limiter.ts';

export interface Gate {
  /** Says no while the bot is being stopped: people are told that it is being restarted. */
  isOpen(): boolean;
  floods: FloodGuard;
}

export function dispatchInteractions(client: Client, commands: CommandIndex, app: App, gate: Gate): void {
  keepInteractionEvents(client);
  client.on(Events.InteractionCreate, (interaction) => {
    dispatch(interaction, commands, app, gate).catch((error: unknown) => {
      app.log.error({ err: error }, 'interaction failed before it could be answered');
    });
  });
}

async function dispatch(interaction: Interaction, commands: CommandIndex, app: App, gate: Gate): Promise<void> {
  const log = app.log.child({
    interactionId: interaction.id,
    member: interaction.user.id,
    server: interaction.guildId,
    command: interactionName(interaction),
  });
  try {
    const isFlood = gate.floods.check(interaction.user.id) !== 'allowed';
    if (interaction.isAutocomplete()) {
      if (isFlood) return;
      await commands.find('slash', interaction.commandName)?.autocomplete?.(interaction, app);
      return;
    }
    if (!interaction.isRepliable()) return;
    const { t } = app.languageOf(interaction.locale);
    if (isFlood) throw new UserError(t('refusal.tooFast'));
    if (!gate.isOpen()) throw new UserError(t('refusal.stopping'));
    const verdict = checkPlace(interaction, app.config);
    if (!verdict.allowed) throw new UserError(t(`denial.${verdict.reason}`));
    const use = findUse(interaction, commands, app);
    if (!use) throw new UserError(t('refusal.unknownCommand'));
    const { access = 'everybody' } = use;
    if (!(await hasAccess(interaction, access, app)))
      throw new UserError(describeMissingRight(interaction, access, app));
    await use.run();
    log.info('command served');
    await tellUndelivered(interaction, app);
  } catch (error) {
    if (!interaction.isRepliable()) {
      log.warn({ err: error }, 'autocomplete failed');
      return;
    }
    await answerFailure(interaction, app, error, log).catch((failure: unknown) => {
      log.warn({ err: failure }, 'failure could not be reported to the member');
    });
  }
}

interface Use {
  access?: Access;
  run(): Promise<void>;
}

/** The command that an interaction is for, ready to run. */
function findUse(interaction: RepliableInteraction, commands: CommandIndex, app: App): Use | undefined {
  if (interaction.isChatInputCommand()) {
    const command = commands.find('slash', interaction.commandName);
    return command && { ...command, run: () => command.run(interaction, app) };
  }
  if (interaction.isMessageContextMenuCommand()) {
    const command = commands.find('message-menu', interaction.commandName);
    return command && { ...command, run: () => command.run(interaction, app) };
  }
  if (interaction.isUserContextMenuCommand()) {
    const command = commands.find('user-menu', interaction.commandName);
    return command && { ...command, run: () => command.run(interaction, app) };
  }
  const target = 'customId' in interaction ? parseCustomId(interaction.customId) : undefined;
  if (!target) return undefined;
  const { action, id } = target;
  if (interaction.isButton()) {
    const command = commands.find('button', action);
    return command && { ...command, run: () => command.run(interaction, app, id) };
  }
  if (interaction.isStringSelectMenu()) {
    const command = commands.find('select', action);
    return command && { ...command, run: () => command.run(interaction, app, id) };
  }
  if (interaction.isModalSubmit()) {
    const command = commands.find('modal', action);
    return command && { ...command, run: () => command.run(interaction, app, id) };
  }
  return undefined;
}

/**
 * A `UserError` is shown as it is, trouble with storage by its name; anything else becomes a short
 * apology whose reference stands in the log.
 */
async function answerFailure(
  interaction: RepliableInteraction,
  app: App,
  error: unknown,
  log: App['log'],
): Promise<void> {
  let content: string;
  let components: ControlRow[] = [];
  if (error instanceof UserError) {
    content = error.message;
    if (error.draftId !== undefined)
      components = [
        row(button('open-draft', app.languageOf(interaction.locale).t('button.changeDraft'), error.draftId)),
      ];
  } else if (error instanceof ImagesBusyError) {
    content = app.languageOf(interaction.locale).t('refusal.imagesBusy');
  } else {
    const reference = randomBytes(4).toString('hex');
    log.error({ err: error, reference }, 'command broke');
    if (isTokenDead(error) || isAlreadyAnswered(error)) return;
    const { t } = app.languageOf(interaction.locale);
    content = isStorageTrouble(error) ? t('refusal.storage') : t('apology', { reference });
  }
  await tellPrivately(app.webhook, interaction, { content, components });
}

function interactionName(interaction: Interaction): string {
  return 'commandName' in interaction ? interaction.commandName : interaction.customId;
}
