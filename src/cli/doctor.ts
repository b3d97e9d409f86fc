// `npm run doctor`: what stands in the way of running the bot, each with its remedy, and the link
// that installs it. Changes nothing; exits with 1 on a failure.
import { commands } from '../../commands/index.ts';
import { checkApplication } from '../doctor/check-application.ts';
import { checkBudgets } from '../doctor/check-budgets.ts';
import { checkChannels } from '../doctor/check-channels.ts';
import { checkClock } from '../doctor/check-clock.ts';
import { checkCommands } from '../doctor/check-commands.ts';
import { checkDatabase, checkImages, createDiskCheck } from '../doctor/check-data.ts';
import { checkProvider } from '../doctor/check-provider.ts';
import { checkRoles } from '../doctor/check-roles.ts';
import { checkServers } from '../doctor/check-servers.ts';
import { checkSettings } from '../doctor/check-settings.ts';
import { examine } from '../doctor/examine.ts';
import { createText } from '../text/text.ts';
import { guardProgram } from './guard-program.ts';

guardProgram(process.env);

const checks = [
  checkSettings,
  checkBudgets,
  checkDatabase,
  checkImages,
  createDiskCheck(),
  checkApplication,
  checkServers,
  checkChannels,
  checkRoles,
  checkCommands(commands, createText()),
  checkClock,
  checkProvider,
];
if (!(await examine(checks, process.env, console.log))) process.exitCode = 1;
