// Loaded into the bot's process by a test: breaks it from within when a signal comes, by an error
// that has secrets hanging on it.
process.once('SIGUSR2', () => {
  const error = new Error(`Request failed with Bot ${process.env.DISCORD_TOKEN}`, {
    cause: new Error(`Bearer ${process.env.VTRIX_API_KEY}`),
  });
  Object.assign(error, {
    url: `https://discord.com/api/v10/webhooks/1/${'token'.repeat(20)}`,
    requestBody: { json: { token: process.env.DISCORD_TOKEN } },
  });
  if (process.env.CRASH === 'rejection') void Promise.reject(error);
  else throw error;
});
