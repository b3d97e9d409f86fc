// Results are fetched from where they may be, up to a limit, and only if they are images.
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../src/media/public-address.ts';
import { downloadResult } from '../../src/media/result-download.ts';
import { media } from '../support/media.ts';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(
  answer: (path: string, response: ServerResponse) => void,
): Promise<{ origin: string; trustedHosts: Set<string> }> {
  const listening = createServer((request, response) => answer(request.url ?? '', response));
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const { port } = listening.address() as AddressInfo; // A TCP server's.
  return { origin: `http://127.0.0.1:${port}`, trustedHosts: new Set([`127.0.0.1:${port}`]) };
}

const draw = () => sharp({ create: { width: 40, height: 30, channels: 3, background: '#336699' } });

describe('downloadResult', () => {
  it.each(['jpeg', 'png', 'webp'] as const)('takes a %s for what it is, whatever it is called', async (format) => {
    const bytes = await draw().toFormat(format).toBuffer();
    const { origin, trustedHosts } = await serve((_path, response) =>
      response.writeHead(200, { 'content-type': 'text/plain' }).end(bytes),
    );
    const image = await downloadResult(`${origin}/x.exe`, media, { trustedHosts });
    expect(image).toMatchObject({ format, width: 40, height: 30 });
    expect(image.bytes.equals(bytes)).toBe(true);
  });

  it('refuses what only begins like an image, and what is none', async () => {
    const jpeg = await draw().jpeg().toBuffer();
    const gif = await draw().gif().toBuffer();
    for (const bytes of [jpeg.subarray(0, jpeg.length / 2), gif, Buffer.from('<svg/>'), Buffer.alloc(0)]) {
      const { origin, trustedHosts } = await serve((_path, response) => response.end(bytes));
      await expect(downloadResult(origin, media, { trustedHosts })).rejects.toMatchObject({ kind: 'not-an-image' });
      server?.close();
    }
  });

  it.each([
    [403, 'gone'],
    [404, 'gone'],
    [410, 'gone'],
    [500, 'unavailable'],
    [429, 'unavailable'],
  ])('calls a %i %s', async (status, kind) => {
    const { origin, trustedHosts } = await serve((_path, response) => response.writeHead(status).end());
    await expect(downloadResult(origin, media, { trustedHosts })).rejects.toMatchObject({ kind });
  });

  it('hears how long a server asks to wait', async () => {
    const { origin, trustedHosts } = await serve((_path, response) =>
      response.writeHead(429, { 'retry-after': '7' }).end(),
    );
    await expect(downloadResult(origin, media, { trustedHosts })).rejects.toMatchObject({ retryAfterMs: 7_000 });
  });

  it('stops at 25 MiB, announced or not', async () => {
    for (const headers of [{ 'content-length': String(26 * 1024 * 1024) }, {}]) {
      const { origin, trustedHosts } = await serve((_path, response) => {
        response.writeHead(200, headers);
        response.end(Buffer.alloc(26 * 1024 * 1024));
      });
      await expect(downloadResult(origin, media, { trustedHosts })).rejects.toMatchObject({ kind: 'too-large' });
      server?.close();
    }
  });

  it.each([
    'http://example.com/x.png',
    'ftp://example.com/x.png',
    'file:///etc/passwd',
    'not an address',
    'https://127.0.0.1/x.png',
    'https://2130706433/x.png',
    'https://0x7f.1/x.png',
    'https://0177.0.0.1/x.png',
    'https://[::1]/x.png',
    'https://[::ffff:127.0.0.1]/x.png',
    'https://[64:ff9b::7f00:1]/x.png',
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.1/x.png',
    'https://localhost/x.png',
  ])('does not go to %s', async (url) => {
    await expect(downloadResult(url, media, { trustedHosts: new Set() })).rejects.toMatchObject({
      kind: 'forbidden-address',
    });
  });

  it('follows redirects between trusted places, and checks each anew', async () => {
    const bytes = await draw().png().toBuffer();
    const { origin, trustedHosts } = await serve((path, response) => {
      if (path === '/first') response.writeHead(302, { location: '/second' }).end();
      else if (path === '/out') response.writeHead(302, { location: 'https://127.0.0.1:1/x' }).end();
      else if (path === '/round') response.writeHead(302, { location: '/round' }).end();
      else response.end(bytes);
    });
    expect((await downloadResult(`${origin}/first`, media, { trustedHosts })).format).toBe('png');
    await expect(downloadResult(`${origin}/out`, media, { trustedHosts })).rejects.toMatchObject({
      kind: 'forbidden-address',
    });
    await expect(downloadResult(`${origin}/round`, media, { trustedHosts })).rejects.toMatchObject({
      kind: 'unavailable',
    });
  });
});

describe('isPublicAddress', () => {
  it.each(['93.184.216.34', '1.1.1.1', '2606:2800:220:1:248:1893:25c8:1946'])('takes %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '100.64.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    'fe80::1%eth0',
    'fc00::1',
    '::',
    '2002:7f00:1::',
    '2001:db8::1',
    'example.com',
    '',
  ])('refuses %j', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it('refuses every address of a private network, also wrapped into IPv6', () => {
    fc.assert(
      fc.property(fc.constantFrom('10', '127', '0'), fc.nat(255), fc.nat(255), fc.nat(255), (a, b, c, d) => {
        expect(isPublicAddress(`${a}.${b}.${c}.${d}`)).toBe(false);
        expect(isPublicAddress(`::ffff:${a}.${b}.${c}.${d}`)).toBe(false);
      }),
    );
  });
});
