// Fetching from addresses that strangers name: https and public addresses only, checked on the very
// address that is connected to.
import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, type Dispatcher, request } from 'undici';
import { ImageError } from './image-error.ts';
import { isPublicAddress } from './public-address.ts';

export interface GuardOptions {
  /** `host` or `host:port`, lower case: exempt from both rules. */
  trustedHosts: ReadonlySet<string>;
  signal?: AbortSignal | undefined;
  /** How names are looked up; by the system unless given. */
  lookup?: typeof lookup | undefined;
}

const MOST_REDIRECTS = 5;
const TIMEOUT_MS = 20_000;

/**
 * Follows redirects by hand, each checked like the first address. The caller reads `answer.body`,
 * then calls `close`.
 * @throws {ImageError} `forbidden-address`, `unavailable`
 */
export async function guardedFetch(
  address: string,
  { trustedHosts, signal, lookup: resolve = lookup }: GuardOptions,
): Promise<{ answer: Dispatcher.ResponseData; close(): Promise<void> }> {
  let url = parse(address);
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    const dispatcher = createAgent(isTrusted(url, trustedHosts) ? undefined : publicOnly(resolve));
    try {
      if (!isTrusted(url, trustedHosts)) checkUrl(url);
      // Compressed answers are not asked for: what arrives is what is counted.
      const answer = await request(url, {
        dispatcher,
        signal: signal ?? null,
        headers: { 'accept-encoding': 'identity' },
      });
      const location = answer.headers.location;
      if (![301, 302, 303, 307, 308].includes(answer.statusCode) || typeof location !== 'string') {
        return { answer, close: () => dispatcher.destroy() };
      }
      url = parse(location, url);
    } catch (error) {
      await dispatcher.destroy();
      throw toImageError(error);
    }
    await dispatcher.destroy();
  }
  throw new ImageError('unavailable', 'too many redirects');
}

/** URL leaves a scheme's own port out, which whoever lists a host may have written. */
const isTrusted = ({ protocol, hostname, port }: URL, trustedHosts: ReadonlySet<string>) =>
  trustedHosts.has(hostname) || trustedHosts.has(`${hostname}:${port || (protocol === 'http:' ? '80' : '443')}`);

function parse(address: string, base?: URL): URL {
  try {
    return new URL(address, base);
  } catch {
    throw new ImageError('forbidden-address', 'not an address');
  }
}

function checkUrl(url: URL): void {
  if (url.protocol !== 'https:') throw new ImageError('forbidden-address', `${url.protocol} addresses are not fetched`);
  // Whatever listens on other ports was not made for images, and nobody's password is ours to send.
  if (url.port !== '') throw new ImageError('forbidden-address', `port ${url.port} is not where images are`);
  if (url.username !== '' || url.password !== '')
    throw new ImageError('forbidden-address', 'an address with a password in it');
  // Literal addresses never pass through a look-up. URL has already folded decimal, octal and short
  // notations.
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) && !isPublicAddress(literal)) throw forbidden(literal);
}

const forbidden = (address: string) => new ImageError('forbidden-address', `${address} is not a public address`);

function createAgent(lookUp: LookupFunction | undefined): Agent {
  return new Agent({
    connect: { timeout: TIMEOUT_MS, ...(lookUp ? { lookup: lookUp } : {}) },
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
    pipelining: 0,
  });
}

/**
 * Every address of the name must be public: the socket may take any of them, and asking again could
 * get another answer.
 */
const publicOnly =
  (resolve: typeof lookup): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const bad = addresses.find(({ address }) => !isPublicAddress(address));
      const [first] = addresses;
      if (bad || !first) return callback(forbidden(bad?.address ?? hostname), '', 0);
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };

export function toImageError(error: unknown): ImageError {
  if (error instanceof ImageError) return error;
  if (error instanceof Error && error.cause instanceof ImageError) return error.cause;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return new ImageError('unavailable', `the image could not be fetched (${code})`, { cause: error });
}
