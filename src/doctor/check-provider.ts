// Whether the image API is there and takes the key, by a look at a task that cannot exist: it costs nothing.
import { ImageApiError } from '../images/errors.ts';
import { createVtrixClient } from '../images/vtrix-client.ts';
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
    return [failure('knows a task that was never made', `Check VTRIX_BASE_URL: ${config.VTRIX_BASE_URL}.`)];
  } catch (error) {
    if (!(error instanceof ImageApiError)) throw error;
    return explain(error, config.VTRIX_BASE_URL);
  } finally {
    await client.close();
  }
});

function explain({ kind, status, message, providerMessage }: ImageApiError, baseUrl: string): Finding[] {
  if (kind === 'bad-key')
    return [
      failure('does not accept VTRIX_API_KEY', 'Copy the key anew from the provider’s console into VTRIX_API_KEY.'),
    ];
  if (status === 402 || status === 403)
    return [
      failure(
        `refuses service${providerMessage === undefined ? '' : ` (${providerMessage})`}`,
        'Most likely the balance is used up: top it up in the provider’s console, or see what the key may do.',
      ),
    ];
  if (kind === 'not-found')
    return [ok('accepts the key; of the balance the API tells nothing, the provider’s console does')];
  // A web server that knows nothing of the API says 404 too, but not in the API's words.
  if (kind === 'not-the-api')
    return [
      warning(
        `what answers at ${baseUrl} does not speak like the image API`,
        'Check VTRIX_BASE_URL: it has no path of its own.',
      ),
    ];
  if (kind === 'rate-limited') return [warning('asks to wait', 'Run the doctor again in a minute.')];
  return [
    failure(
      status === undefined ? `nothing answers at ${baseUrl}` : `is in trouble (${message})`,
      'Check VTRIX_BASE_URL, the network and the firewall; if they are right, the provider itself is down.',
    ),
  ];
}
