// Everything a command may use, built once in start-bot.ts and handed down.

import type { CDN, REST } from 'discord.js';
import type { Kysely } from 'kysely';
import type { BudgetRules } from './billing/budgets.ts';
import type { CostEstimator } from './billing/cost-estimator.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config/settings.ts';
import type { ServerNames } from './discord/interactions/server-names.ts';
import type { ImageStore } from './media/image-store.ts';
import type { Media } from './media/media.ts';
import type { Logger } from './ops/log.ts';
import type { PriceTable } from './providers/price-table.ts';
import type { Checkpoints } from './store/checkpoints.ts';
import type { Database } from './store/schema.ts';
import type { Display } from './tasks/lifecycle/context.ts';
import type { CommandRecords } from './tasks/lifecycle/task-records.ts';
import type { TaskService } from './tasks/lifecycle/task-service.ts';
import type { ProviderCircuit } from './tasks/scheduling/circuit-breaker.ts';
import type { ProviderLimiter } from './tasks/scheduling/concurrency-limiter.ts';
import type { DurationEstimator } from './tasks/scheduling/duration-estimator.ts';
import type { Language } from './text/text.ts';

export interface App extends Clock, CommandRecords {
  config: Config;
  applicationId: string;
  /** The bot's own user. */
  botId(): string;
  log: Logger;
  db: Kysely<Database>;
  /** Empties the journal of what was deleted. */
  checkpoints: Pick<Checkpoints, 'truncate'>;
  tasks: TaskService;
  display: Display;
  images: ImageStore;
  media: Media;
  /** Interaction webhooks, for what must arrive. */
  webhook: REST;
  /** The bot's own voice. */
  bot: REST;
  serverNames: ServerNames;
  /** Says where avatars and stickers are. */
  cdn: CDN;
  circuit: ProviderCircuit;
  prices: PriceTable;
  costs: CostEstimator;
  durations: DurationEstimator;
  /** How many tasks the provider takes at once, as it has shown. */
  limiter: ProviderLimiter;
  budgetRules: BudgetRules;
  languageOf(locale: string): Language;
  /** @returns undefined for a server that the bot does not see */
  localeOfServer(guildId: string): string | undefined;
}
