// `npm run register`: tells Discord of the commands without starting the bot.
import { REST, Routes } from 'discord.js';
import type { RESTGetCurrentApplicationResult } from 'discord-api-types/v10';
import { commands } from '../../commands/index.ts';
import { readConfigOrExit } from '../config/read-config-or-exit.ts';
import { makeRequest } from '../discord/api/rest/fetch-adapter.ts';
import { commandBodies, REGISTRATION_SETTINGS, registerCommands } from '../discord/registration/register-commands.ts';
import { explainRegistrationFailure } from '../discord/registration/update-commands.ts';
import { createText } from '../text/text.ts';
import { guardProgram } from './guard-program.ts';

guardProgram(process.env);

const config = readConfigOrExit(process.env, REGISTRATION_SETTINGS);
const api = config.DISCORD_API_URL;
const rest = new REST({ api, makeRequest }).setToken(config.DISCORD_TOKEN.reveal());
const bodies = commandBodies(commands, config, createText());
try {
  const application = (await rest.get(Routes.currentApplication())) as RESTGetCurrentApplicationResult; // What this route answers with.
  const place = { applicationId: application.id, guildId: config.DISCORD_GUILD_ID };
  const changed = await registerCommands(rest, place, bodies);
  const where = config.DISCORD_GUILD_ID === undefined ? 'everywhere' : `in server ${config.DISCORD_GUILD_ID}`;
  console.log(`${bodies.length} commands ${changed ? 'registered' : 'already up to date'} ${where}.`);
} catch (error) {
  console.error(`The commands were not registered: ${explainRegistrationFailure(error, bodies)}`);
  process.exitCode = 1;
}
