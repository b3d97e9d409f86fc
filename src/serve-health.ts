// Health and metrics of the running bot, over HTTP.
import type { Kysely } from 'kysely';
import type { createGatewayConnection } from './discord/gateway/gateway-connection.ts';
import { startHealthServer } from './ops/health-server.ts';
import type { Logger } from './ops/log.ts';
import type { Metrics } from './ops/metrics.ts';
import { readReadiness } from './ops/readiness.ts';
import { databaseAnswers } from './store/answers.ts';
import type { Database } from './store/schema.ts';
import type { ProviderCircuit } from './tasks/scheduling/circuit-breaker.ts';

interface WatchedParts {
  db: Kysely<Database>;
  circuit: ProviderCircuit;
  gateway: Pick<ReturnType<typeof createGatewayConnection>, 'obstacle'>;
  metrics: Metrics;
  log: Logger;
  /** Whether the database takes what is to be stored. */
  isStoring(): boolean;
  /** Whether Discord's gateway is. */
  isConnected(): boolean;
  /** Whether anything new is taken. */
  isOpen(): boolean;
}

export async function serveHealth(
  address: { host: string; port: number },
  { db, circuit, gateway, metrics, log, isStoring, isConnected, isOpen }: WatchedParts,
): Promise<{ close(): Promise<void> }> {
  // Without any of these nothing can be served.
  const checks = [
    { name: 'accepting', isReady: isOpen },
    { name: 'gateway', isReady: isConnected },
    { name: 'database', isReady: () => databaseAnswers(db) },
    { name: 'storage', isReady: isStoring },
    { name: 'provider', isReady: () => circuit.state() === 'closed' },
  ];
  metrics.watchReadiness(() => readReadiness(checks));
  const health = await startHealthServer({
    ...address,
    metrics: metrics.registry,
    obstacle: gateway.obstacle,
    checks,
  });
  log.info({ host: address.host, port: health.port }, 'health and metrics');
  return health;
}
