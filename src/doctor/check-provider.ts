// Whether the image API is there and takes the key, by a look at a task that cannot exist: it costs
// nothing.
import { ProviderError } from '../providers/errors.ts';
import { createVtrixClient } from '../providers/vtrix/client.ts';
import { defineCheck } from './check.ts';
import { type Finding, failure, ok, warning } from './finding.ts';

const NO_TASK = 'doctor-asks-for-a-task-that-does-not-exist';

export const checkProvider = defineCheck('provider', ['VTRIX_API_KEY', 'VTRIX_BASE_URL'], async (config) => {
  const client = createVtrixClient({
    baseUrl: config.VTRIX_BASE_URL,
    apiKey: config.VTRIX_API_KEY.reveal(),
  });
  try {
    await client.getTask(NO_TASK);
    return [failure('reports a task that does not exist', `Check VTRIX_BASE_URL: ${config.VTRIX_BASE_URL}.`)];
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return explain(error, config.VTRIX_BASE_URL);
  } finally {
    await client.close();
  }
});

function explain({ kind, status, message, providerMessage }: ProviderError, baseUrl: string): Finding[] {
  if (kind === 'bad-key')
    return [
      failure('does not accept VTRIX_API_KEY', 'Copy the key again from the provider’s console into VTRIX_API_KEY.'),
    ];
  if (status === 402 || status === 403)
    return [
      failure(
        `refuses service${providerMessage === undefined ? '' : ` (${providerMessage})`}`,
        'Most likely the balance is used up: top it up in the provider’s console, or see what the key allows.',
      ),
    ];
  if (kind === 'not-found') return [ok('accepts the key; only the provider’s console shows the balance')];
  // A web server that knows nothing of the API says 404 too, but not in the API's words.
  if (kind === 'not-the-api')
    return [warning(`the server at ${baseUrl} is not the image API`, 'Check VTRIX_BASE_URL: it must not have a path.')];
  if (kind === 'rate-limited') return [warning('is rate-limiting us', 'Run the doctor again in a minute.')];
  return [
    failure(
      status === undefined ? `nothing answers at ${baseUrl}` : `is failing (${message})`,
      'Check VTRIX_BASE_URL, the network and the firewall; if they are right, the provider itself is down.',
    ),
  ];
}
