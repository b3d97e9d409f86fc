// How discord.js sends its requests here. By itself it uses the undici it brings along with whatever dispatcher is global, which is that of the
// undici our other calls use: the two do not understand each other's forms, so every upload would fail. Node's own fetch gets along with both.
import type { RESTOptions } from 'discord.js';

// undici's types name its own classes where Node's fetch takes and gives the very same shapes.
export const makeRequest = ((url: string, init: RequestInit) =>
  fetch(url, init)) as unknown as RESTOptions['makeRequest'];
