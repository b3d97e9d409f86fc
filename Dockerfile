# The bot in an image of its own: production dependencies only, no root, everything it writes under /data.
FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json ./
COPY src ./src
COPY commands ./commands
# The settings' defaults, and .env.example, name data/ beside the program.
RUN mkdir /data && chown node:node /data && ln -s /data data
USER node
VOLUME /data
# Run with --init, so that signals reach the bot and nothing is left behind.
CMD ["node", "src/main.ts"]
