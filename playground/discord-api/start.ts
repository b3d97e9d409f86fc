// A stand-in for Discord on this machine: REST v10, Gateway v10 and attachments for a bot, and the
// control API for people. Stricter than Discord, never kinder.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { listenOnLoopback } from '../http/loopback-server.ts';
import { serveAttachment } from './attachments.ts';
import { isCdnPath, serveCdn } from './cdn.ts';
import { handleControl } from './control/control.ts';
import { attachGateway, type Gateway } from './gateway.ts';
import { keepState } from './persistence.ts';
import { createRateLimits } from './rate-limits.ts';
import { applicationRoutes } from './rest/application-routes.ts';
import { channelRoutes } from './rest/channel-routes.ts';
import { interactionRoutes } from './rest/interaction-routes.ts';
import { serveRest } from './rest/router.ts';
import { APPLICATION_ID } from './seed.ts';
import { createState, type DiscordState } from './state.ts';

export interface DiscordApi extends AsyncDisposable {
  /** For `DISCORD_API_URL` */
  apiUrl: string;
  /** Where people act, see control/control.ts. */
  controlUrl: string;
  /** Where everything of it is. */
  origin: string;
  token: string;
  applicationId: string;
  state: DiscordState;
  gateway: Gateway;
  /**
   * Calls are refused until `comeBack`; the gateway's connection stays. Whoever listened to live
   * events has to begin anew.
   */
  goAway(): void;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

export interface DiscordOptions {
  port?: number;
  /** Keeps messages, files and registered commands from one start to the next. */
  dataDir?: string;
  messageContentIntent?: boolean;
  now?: () => number;
  /** Answers whatever is neither Discord's nor the control API's: the page. */
  page?: (request: IncomingMessage, response: ServerResponse, url: URL) => void | Promise<void>;
}

const TOKEN = 'playground.bot.token';

export async function startDiscordApi({
  port,
  dataDir,
  messageContentIntent = false,
  now = Date.now,
  page,
}: DiscordOptions = {}): Promise<DiscordApi> {
  const state = createState({ token: TOKEN, messageContentIntent, now });
  const saver = dataDir === undefined ? undefined : keepState(state, dataDir);
  const limits = createRateLimits(now);
  const routes = [...applicationRoutes, ...channelRoutes, ...interactionRoutes];
  let gateway: Gateway | undefined;
  const { server, origin, close, goAway, comeBack } = await listenOnLoopback((request, response) => {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const handle = () => {
      if (url.pathname.startsWith('/attachments/')) return serveAttachment(state, request, response, url);
      if (isCdnPath(url.pathname)) return serveCdn(state, request, response, url);
      if (url.pathname.startsWith('/control/') && gateway)
        return handleControl({ state, gateway }, request, response, url);
      if (url.pathname.startsWith('/api/')) return serveRest({ state, routes, limits }, request, response, url);
      if (page) return page(request, response, url);
      response.writeHead(404).end();
    };
    Promise.resolve()
      .then(handle)
      .catch((error: unknown) => {
        console.error('Discord stand-in:', error);
        state.violations.push({
          at: now(),
          route: request.url ?? '',
          problems: [`the stand-in itself broke: ${error}`],
        });
        response.destroy();
      });
  }, port);
  state.origin = origin;
  const attached = attachGateway(state, server);
  gateway = attached;
  const stop = async () => {
    attached.close();
    saver?.save();
    await close();
  };
  return {
    origin,
    apiUrl: `${origin}/api`,
    controlUrl: `${origin}/control`,
    token: TOKEN,
    applicationId: APPLICATION_ID,
    state,
    gateway: attached,
    goAway,
    comeBack,
    close: stop,
    [Symbol.asyncDispose]: stop,
  };
}
