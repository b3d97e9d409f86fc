// The composition root: every part, in the order in which they depend on one another.
import { commands } from '../commands/index.ts';
import { startForgettingPeople } from './accounts/anonymise-sweep.ts';
import type { App } from './app.ts';
import { createCostEstimator } from './billing/cost-estimator.ts';
import { budgetRulesOf } from './config/budget-rules-of.ts';
import type { Config } from './config/settings.ts';
import { connectProvider } from './connect-provider.ts';
import { createCallMeter } from './discord/api/rest/call-meter.ts';
import { makeRequest } from './discord/api/rest/fetch-adapter.ts';
import { createProgressRest, createRestWithoutWaits, createWebhookRest } from './discord/api/rest/rest-clients.ts';
import { createDisplay } from './discord/delivery/delivery-loop.ts';
import { createClient } from './discord/gateway/client.ts';
import { dropUnreadableEvents } from './discord/gateway/drop-unreadable-events.ts';
import { createGatewayConnection } from './discord/gateway/gateway-connection.ts';
import { isConnected } from './discord/gateway/is-connected.ts';
import { createLoginBackoff } from './discord/gateway/login-backoff.ts';
import { indexCommands } from './discord/interactions/define-command.ts';
import { dispatchInteractions } from './discord/interactions/dispatch-interactions.ts';
import { dispatchMessages } from './discord/interactions/dispatch-messages.ts';
import { createFloodGuard } from './discord/interactions/rate-limiter.ts';
import { createServerLocales, createServerNames } from './discord/interactions/server-names.ts';
import { commandBodies } from './discord/registration/register-commands.ts';
import { updateCommands } from './discord/registration/update-commands.ts';
import type { AppError } from './errors.ts';
import { createImageStore } from './media/image-store.ts';
import { fetchInput } from './media/input-download.ts';
import { downloadResult } from './media/result-download.ts';
import { openStorage } from './open-storage.ts';
import type { Logger } from './ops/log.ts';
import { createMetrics } from './ops/metrics.ts';
import { createStop, type Releaser } from './ops/release-all.ts';
import { readVersion } from './ops/version.ts';
import { createPriceTable } from './providers/price-table.ts';
import { serveHealth } from './serve-health.ts';
import { readAppState, writeAppState } from './servers/app-state.store.ts';
import { startAlerts } from './start-alerts.ts';
import { startMedia } from './start-media.ts';
import type { TaskContext } from './tasks/lifecycle/context.ts';
import { createImageSweeps } from './tasks/lifecycle/image-sweeps.ts';
import { createTaskMeter, joinObservers } from './tasks/lifecycle/observer.ts';
import { createTaskService } from './tasks/lifecycle/task-service.ts';
import { readMetricsSnapshot } from './tasks/requests/metrics-snapshot.store.ts';
import { createProviderLimiter } from './tasks/scheduling/concurrency-limiter.ts';
import { createDurationEstimator } from './tasks/scheduling/duration-estimator.ts';
import { createPollPlan } from './tasks/scheduling/poll-plan.ts';
import { recentCharges, recentDurations } from './tasks/scheduling/recent-durations.store.ts';
import { createText } from './text/text.ts';

/** How many finished tasks the estimates of time and cost start from. */
const RECENT_AT_START = 200;
/** Providers answer a new task within a second or two. */
const UNCONFIRMED_AFTER_MS = 60_000;
/** What is in a chain of edits is kept this many times longer. */
const CHAIN_RETENTION = 3;
/** What stops takes this much longer than running work may, at most. */
const RELEASE_TIMEOUT_MS = 10_000;

export interface Bot {
  /** Resolves where Discord refuses the running bot for good: what is left is to stop it. */
  refused: Promise<AppError>;
  /**
   * Takes nothing new, lets what is at the provider end within `SHUTDOWN_GRACE`, and leaves the
   * rest durable.
   */
  stop(): Promise<void>;
}

/** @param stopping ends the start too, however long that waits for Discord */
export async function startBot(config: Config, log: Logger, stopping: AbortSignal): Promise<Bot> {
  const releasers: Releaser[] = [];
  const stop = createStop(releasers, log, config.SHUTDOWN_GRACE + RELEASE_TIMEOUT_MS);
  try {
    return { stop, ...(await build(config, log, stopping, releasers)) };
  } catch (error) {
    // What else fails is in the log; this is what went wrong first.
    await stop().catch(() => undefined);
    throw error;
  }
}

/** @param releasers takes what stops each part, as soon as it is there */
async function build(
  config: Config,
  log: Logger,
  stopping: AbortSignal,
  releasers: Releaser[],
): Promise<Pick<Bot, 'refused'>> {
  const { db, checkpoints, compaction, clock, isStoring, records } = await openStorage(config, log, releasers);
  const { now, steadyNow } = clock;
  const version = readVersion();
  const metrics = createMetrics(version);
  const calls = createCallMeter(makeRequest, metrics, log);

  const images = createImageStore({
    directory: config.IMAGES_DIR,
    db,
    now,
    steadyNow,
    retentionMs: config.IMAGE_RETENTION,
    chainRetentionMs: CHAIN_RETENTION * config.IMAGE_RETENTION,
    maxBytes: config.IMAGES_MAX_SIZE,
    onBadFile: (imageId, state) => log.error({ imageId, state }, 'the file of a kept image cannot be used'),
  });
  const media = await startMedia(log, releasers);
  const { provider, circuit } = connectProvider(config, { log, metrics, clock }, releasers);

  const client = createClient(config, calls.send);
  dropUnreadableEvents(client, metrics, log);
  const refusals = {
    read: () => readAppState(db, 'login_refusal'),
    keep: (value?: string) => writeAppState(db, 'login_refusal', value),
  };
  const gateway = createGatewayConnection(client, createLoginBackoff(config, refusals, clock), { log, metrics, now });
  releasers.push(() => gateway.close());
  const webhooks = createWebhookRest(config.DISCORD_API_URL, calls.send);
  let text = createText();
  const languageOf = (locale: string) => text(locale);
  const languages = { languageOf, localeOfServer: createServerLocales(client) };
  const botId = () => client.user?.id ?? '';
  const durations = createDurationEstimator(await recentDurations(db, RECENT_AT_START));
  const display = createDisplay({
    db,
    ...records,
    log,
    images,
    media,
    durations,
    ...languages,
    bot: client.rest,
    botId,
    webhook: webhooks.lasting,
    webhookProgress: webhooks.fleeting,
    botProgress: createProgressRest(config.DISCORD_API_URL, config.DISCORD_TOKEN.reveal(), calls.send),
    botWithoutWaits: createRestWithoutWaits(config.DISCORD_API_URL, config.DISCORD_TOKEN.reveal(), calls.send),
    ...clock,
  });
  let graceEndsAt = 0;
  releasers.push(() => display.stop(Math.max(graceEndsAt - steadyNow(), 1_000)));

  const budgetRules = budgetRulesOf(config);
  const prices = createPriceTable(config.IMAGE_MODELS);
  const costs = createCostEstimator(prices, { steadyNow }, await recentCharges(db, RECENT_AT_START));
  const parts = { config, db, log, metrics, prices, bot: client.rest, language: languageOf('en'), steadyNow };
  const { alarm, chargeWatch } = await startAlerts(parts);
  const context: Omit<TaskContext, 'wake'> = {
    db,
    log,
    provider,
    circuit,
    images,
    media,
    downloadResult: (url, signal) =>
      downloadResult(url, media, { trustedHosts: config.TRUSTED_HOSTS, ...(signal ? { signal } : {}) }),
    fetchInput: (url) => fetchInput(url, media, { trustedHosts: config.TRUSTED_HOSTS }),
    inputTransport: config.INPUT_IMAGE_TRANSPORT,
    display,
    durations,
    pollPlan: createPollPlan(durations),
    limiter: createProviderLimiter(config.MAX_CONCURRENT, steadyNow),
    alarm,
    budgetRules,
    prices,
    costs,
    limits: {
      maxConcurrentPerMember: config.MAX_CONCURRENT_PER_MEMBER,
      maxConcurrentPerServer: config.MAX_CONCURRENT_PER_SERVER,
      queueTimeoutMs: config.QUEUE_TIMEOUT,
      taskTimeoutMs: config.TASK_TIMEOUT,
      unconfirmedAfterMs: UNCONFIRMED_AFTER_MS,
    },
    observer: joinObservers(createTaskMeter(metrics), chargeWatch),
    ...clock,
  };
  const tasks = createTaskService(context);
  const app: App = {
    config,
    // Known once connected, and nobody asks before.
    get applicationId() {
      return client.application?.id ?? '';
    },
    botId,
    log,
    db,
    checkpoints,
    tasks,
    ...records,
    display,
    images,
    media,
    webhook: webhooks.lasting,
    bot: client.rest,
    serverNames: createServerNames(client),
    cdn: client.rest.cdn,
    circuit,
    prices,
    costs,
    durations,
    limiter: context.limiter,
    budgetRules,
    ...languages,
    ...clock,
  };

  let open = true;
  if (config.HTTP_PORT !== undefined) {
    metrics.watch(async () => ({
      ...(await readMetricsSnapshot(db, budgetRules, now())),
      journalBytes: checkpoints.journalBytes(),
    }));
    const states = { isStoring, isConnected: () => isConnected(client), isOpen: () => open };
    const address = { port: config.HTTP_PORT, host: config.HTTP_HOST };
    const health = await serveHealth(address, { db, circuit, gateway, metrics, log, ...states });
    releasers.push(() => health.close());
  }

  // What the last run left must be told from what comes in new.
  await tasks.recover();
  calls.listen(client);
  const gate = { isOpen: () => open, floods: createFloodGuard(steadyNow) };
  dispatchInteractions(client, indexCommands(commands), app, gate);
  for (const command of commands) if (command.kind === 'mention') dispatchMessages(client, command, app, gate);
  const { application } = await gateway.connect(config.DISCORD_TOKEN.reveal(), stopping);
  tasks.start();
  display.start();
  const imageSweeps = createImageSweeps(images, log);
  const forgetting = startForgettingPeople({ db, log, budgetRules, compaction, checkpoints, now, steadyNow });
  releasers.push(() => forgetting.stop());
  releasers.push(() => imageSweeps.stop());
  // Stops first, in a releaser of its own: whatever else hangs, nothing new is taken or paid for.
  releasers.push(() => {
    open = false;
    graceEndsAt = steadyNow() + config.SHUTDOWN_GRACE;
    return tasks.stop(config.SHUTDOWN_GRACE);
  });
  await updateCommands({
    rest: client.rest,
    applicationId: application.id,
    guildId: config.DISCORD_GUILD_ID,
    bodies: commandBodies(commands, config, languageOf),
    log,
    keepRefusal: (reason) => writeAppState(db, 'registration_refusal', reason),
    useMentions: (mentions) => {
      text = createText(mentions);
    },
  });
  log.info({ version }, 'ready');
  return { refused: gateway.refused };
}
