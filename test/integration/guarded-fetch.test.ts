// Downloads go where images are and nowhere else, whatever an address, a name server or a redirect
// says.
import type { lookup } from 'node:dns';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guardedFetch } from '../../src/media/guarded-fetch.ts';
import { isPublicAddress } from '../../src/media/public-address.ts';

const NOBODY: ReadonlySet<string> = new Set();
const forbidden = { kind: 'forbidden-address' };

/**
 * A name server with these answers, one after another; the last for good. Notes what it was asked.
 */
function nameServer(...answers: string[][]) {
  const asked: string[] = [];
  const resolve = ((name: string, _options: unknown, callback: (...args: unknown[]) => void) => {
    asked.push(name);
    const addresses = answers[Math.min(asked.length, answers.length) - 1] ?? [];
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  }) as unknown as typeof lookup; // As it is called with `all: true`.
  return { asked, resolve };
}

/** A server on this machine that counts who comes. */
let server: Server;
let port: number;
let visits: string[];
let redirectTo: string;

beforeEach(async () => {
  visits = [];
  server = createServer((request, response) => {
    visits.push(request.url ?? '');
    if (request.url === '/redirect') response.writeHead(302, { location: redirectTo }).end();
    else response.end('secret');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo); // A TCP server's.
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

describe('an address', () => {
  it.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0x7f.0.0.1/',
    'https://017700000001/',
    'https://0177.0.0.01/',
    'https://127.0.0.1./',
    'https://１２７.０.０.１/',
    'https://①②⑦.⓪.⓪.①/',
    'https://%31%32%37.0.0.1/',
    'https://0/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::]/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[0:0:0:0:0:ffff:7f00:0001]/',
    'https://[::127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[64:ff9b:1::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[2001:0:7f00:1::]/',
    'https://[fd00:ec2::254]/',
    'https://[fe80::1]/',
    'https://[fec0::1]/',
    'https://[ff02::1]/',
    'https://[100::1]/',
    'https://93.184.216.34:8443/',
    'https://93.184.216.34:22/',
    'https://user@93.184.216.34/',
    'https://user:password@93.184.216.34/',
    'http://93.184.216.34/',
    'ftp://93.184.216.34/',
    'file:///etc/passwd',
    'data:image/png;base64,AAAA',
    'javascript:alert(1)',
    'blob:https://example.com/1',
    '//93.184.216.34/',
    'https://',
    '',
  ])('%s is not gone to', async (address) => {
    const { asked, resolve } = nameServer(['93.184.216.34']);
    await expect(guardedFetch(address, { trustedHosts: NOBODY, lookup: resolve })).rejects.toMatchObject(forbidden);
    expect(asked).toEqual([]);
  });

  it('of any kind is public only within what is routed, whichever way IPv4 is wrapped', () => {
    const byte = fc.nat(255);
    fc.assert(
      fc.property(byte, byte, byte, byte, (a, b, c, d) => {
        const bare = `${a}.${b}.${c}.${d}`;
        const hex = [a * 256 + b, c * 256 + d].map((part) => part.toString(16)).join(':');
        for (const wrapped of [`::ffff:${bare}`, `::${bare}`, `64:ff9b::${hex}`, `2002:${hex}::`, `::ffff:0:${hex}`])
          expect(isPublicAddress(wrapped)).toBe(false);
        if (a === 10 || a === 127 || a === 0 || a >= 224 || (a === 192 && b === 168))
          expect(isPublicAddress(bare)).toBe(false);
      }),
    );
  });
});

describe('a name', () => {
  it.each([
    ['a private address', ['10.0.0.1']],
    ['this machine', ['127.0.0.1']],
    ['this machine by IPv6', ['::1']],
    ['a mapped address', ['::ffff:127.0.0.1']],
    ['a private address behind a public one', ['93.184.216.34', '192.168.0.1']],
    ['no address', []],
  ])('that leads to %s is not followed', async (_what, addresses) => {
    const { resolve } = nameServer(addresses);
    await expect(
      guardedFetch('https://images.example/x.png', { trustedHosts: NOBODY, lookup: resolve }),
    ).rejects.toMatchObject(forbidden);
  });

  it('whose answer changes is looked up once for a connection, and that very answer is what is connected to', async () => {
    // A first look at a public answer would let a second one, at connecting, lead inside.
    const { asked, resolve } = nameServer(['127.0.0.1'], ['93.184.216.34']);
    const fetching = guardedFetch('https://images.example/x.png', { trustedHosts: NOBODY, lookup: resolve });
    await expect(fetching).rejects.toMatchObject(forbidden);
    expect(asked).toEqual(['images.example']);
  });

  it.each(['localhost', 'localhost.', 'ip6-localhost'])('%s of this machine is not gone to', async (name) => {
    const failure: unknown = await guardedFetch(`https://${name}/`, { trustedHosts: NOBODY }).catch(
      (error: unknown) => error,
    );
    expect(['forbidden-address', 'unavailable']).toContain((failure as { kind: string }).kind);
    expect(visits).toEqual([]);
  });
});

describe('a trusted host', () => {
  const trusting = (...hosts: string[]) => ({
    trustedHosts: new Set(hosts),
    lookup: nameServer(['127.0.0.1']).resolve,
  });

  it('is gone to by its very name and port', async () => {
    const { answer, close } = await guardedFetch(`http://127.0.0.1:${port}/`, trusting(`127.0.0.1:${port}`));
    expect(await answer.body.text()).toBe('secret');
    await close();
  });

  it.each([
    ['another port', 'http://127.0.0.1:1/', ['127.0.0.1:2']],
    ['its name as a user', 'https://trusted.example@evil.example/', ['trusted.example']],
    ['its name and port as user and password', 'https://trusted.example:8080@evil.example/', ['trusted.example:8080']],
    ['its name as a subdomain', 'https://trusted.example.evil.example/', ['trusted.example']],
    ['its name as an ending', 'https://eviltrusted.example/', ['trusted.example']],
    ['a subdomain of it', 'https://evil.trusted.example/', ['trusted.example']],
    ['its name in the path', 'https://evil.example/trusted.example', ['trusted.example']],
    ['its name behind a backslash', 'https://evil.example\\@trusted.example/', ['trusted.example']],
    ['its name behind a number sign', 'https://evil.example#@trusted.example/', ['trusted.example']],
    ['a look-alike', 'https://trustеd.example/', ['trusted.example']],
    ['its name with a dot behind', 'https://trusted.example./', ['trusted.example']],
  ])('does not lend its trust to %s', async (_what, address, hosts) => {
    await expect(guardedFetch(address, trusting(...hosts))).rejects.toMatchObject(forbidden);
    expect(visits).toEqual([]);
  });

  it.each([
    'https://127.0.0.1:1/',
    'http://127.0.0.1:1/',
    'https://[::1]/',
    'file:///etc/passwd',
    '//10.0.0.1/',
    'https://user:password@example.com/',
    'https://inside.example/',
  ])('does not lead on to %s', async (target) => {
    redirectTo = target;
    await expect(
      guardedFetch(`http://127.0.0.1:${port}/redirect`, trusting(`127.0.0.1:${port}`)),
    ).rejects.toMatchObject(forbidden);
    expect(visits).toEqual(['/redirect']);
  });
});
