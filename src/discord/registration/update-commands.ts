// Registers the commands after a start. A refusal stops nothing: Discord keeps the commands it has,
// and a start that ended instead would log in again and again.
import { DiscordAPIError, type REST } from 'discord.js';
import type { RESTPostAPIApplicationCommandsJSONBody } from 'discord-api-types/v10';
import type { Logger } from '../../ops/log.ts';
import type { CommandMentions } from '../../text/command-mentions.ts';
import { mentionsOf } from '../api/command-mentions.ts';
import { DiscordLimitError } from '../api/rest/rate-limit.ts';
import { registerCommands } from './register-commands.ts';

type Bodies = readonly RESTPostAPIApplicationCommandsJSONBody[];

interface Update {
  rest: REST;
  applicationId: string;
  guildId: string | undefined;
  bodies: Bodies;
  log: Logger;
  /** @param reason undefined once the commands are registered */
  keepRefusal(reason: string | undefined): Promise<void>;
  /**
   * Given the mentions of what is registered, of the earlier commands too where the new ones are
   * refused.
   */
  useMentions(mentions: CommandMentions): void;
}

/** Never throws. */
export async function updateCommands({
  rest,
  applicationId,
  guildId,
  bodies,
  log,
  keepRefusal,
  useMentions,
}: Update): Promise<void> {
  // What the doctor is told is no reason to end a start that has cost a login.
  const keep = (reason: string | undefined) =>
    keepRefusal(reason).catch((error: unknown) => log.warn({ err: error }, 'registration result not stored'));
  try {
    const registered = await registerCommands(rest, { applicationId, guildId }, bodies, (commands) =>
      useMentions(mentionsOf(commands)),
    );
    log.info({ commands: bodies.length, registered }, 'commands are up to date');
    await keep(undefined);
  } catch (error) {
    const reason = explainRegistrationFailure(error, bodies);
    log.error({ reason }, 'commands were not registered; members see those of an earlier start');
    await keep(reason);
  }
}

const REASON_MAX_LENGTH = 300;
const TOKEN_REFUSED =
  'Discord does not accept DISCORD_TOKEN. Reset it on the Bot page of the developer portal, and put the new one into DISCORD_TOKEN.';

/** @returns one line for the operator: what Discord said first, and of which command */
export function explainRegistrationFailure(error: unknown, bodies: Bodies): string {
  if (error instanceof DiscordLimitError)
    return `Discord takes no more command changes for ${Math.round(error.waitMs / 60_000)} minutes: 200 new commands a day are its limit`;
  if (error instanceof DiscordAPIError && error.status === 401) return TOKEN_REFUSED;
  const message = error instanceof Error ? error.message : String(error);
  const [first = '', ...details] = message.split('\n').map((line) => line.trim());
  const detail = details.find((line) => line !== '');
  const words = detail === undefined ? first : `${first}: ${nameCommand(detail, bodies)}`;
  const line = error instanceof DiscordAPIError ? `${words} (${error.status}, code ${error.code})` : words;
  return line.length > REASON_MAX_LENGTH ? `${line.slice(0, REASON_MAX_LENGTH)}…` : line;
}

/**
 * Discord counts commands: `7.options[0].description[BASE_TYPE_REQUIRED]: This field is required`.
 */
function nameCommand(detail: string, bodies: Bodies): string {
  const [, index] = /^(\d+)\./.exec(detail) ?? [];
  const name = index === undefined ? undefined : bodies[Number(index)]?.name;
  return name === undefined ? detail : `the command "${name}", ${detail}`;
}
