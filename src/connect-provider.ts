// The client of the image API, measured and logged, behind the circuit that watches whether it
// answers.
import type { Clock } from './clock.ts';
import type { Config } from './config/settings.ts';
import type { Logger } from './ops/log.ts';
import type { Metrics } from './ops/metrics.ts';
import type { Releaser } from './ops/release-all.ts';
import { createVtrixClient, type ImageProvider } from './providers/vtrix/client.ts';
import { createProviderCircuit, type ProviderCircuit } from './tasks/scheduling/circuit-breaker.ts';

interface ProviderParts {
  log: Logger;
  metrics: Metrics;
  clock: Clock;
}

/** @param releasers takes what closes the client's connections */
export function connectProvider(
  config: Config,
  { log, metrics, clock }: ProviderParts,
  releasers: Releaser[],
): { provider: ImageProvider; circuit: ProviderCircuit } {
  const client = createVtrixClient({
    baseUrl: config.VTRIX_BASE_URL,
    apiKey: config.VTRIX_API_KEY.reveal(),
    onCall(call, status) {
      metrics.providerCall(call, status);
      log.debug({ call, status }, 'call to the image API');
    },
  });
  releasers.push(() => client.close());
  const circuit = createProviderCircuit({
    now: clock.now,
    steadyNow: clock.steadyNow,
    onChange: (isOpen) => (isOpen ? log.error('the provider does not answer') : log.info('the provider answers again')),
  });
  return { provider: circuit.watch(client), circuit };
}
