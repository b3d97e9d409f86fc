# The bot in an image of its own: production dependencies only, no root, everything it writes under /data.
FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts

FROM node:24-slim
ENV NODE_ENV=production \
    DATABASE_URL=file:/data/kontext.db \
    PICTURES_DIR=/data/pictures
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json ./
COPY src ./src
COPY commands ./commands
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
# Run with --init, so that signals reach the bot and nothing is left behind.
CMD ["node", "src/main.ts"]
