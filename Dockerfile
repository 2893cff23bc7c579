# syntax=docker/dockerfile:1

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY scripts/build.mjs scripts/
COPY src src
RUN node scripts/build.mjs

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force

FROM node:24-bookworm-slim
# redis-server: so that `docker run -v alerts:/data` works alone. It is started only where REDIS_URL is not set.
# tini: reaps the children of children and hands SIGTERM on, which a first process written in JavaScript would not.
RUN apt-get update \
 && apt-get install -y --no-install-recommends redis-server tini \
 && rm -rf /var/lib/apt/lists/* \
 && install -d -o node -g node -m 700 /data

ENV NODE_ENV=production \
    DATA_DIR=/data \
    OUTBOX_DIR=/data/outbox \
    HTTP_PORT=8080

WORKDIR /app
COPY package.json LICENSE ./
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY config config
# The articles of `ofsted-alerts demo`.
COPY test/fixtures/articles test/fixtures/articles

# Nothing but /data and /tmp is written to, so the image also runs with a read-only root.
USER node
VOLUME /data
EXPOSE 8080

# A worker without the role web has no /healthz: run it with --no-healthcheck.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.HTTP_PORT + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

ENTRYPOINT ["tini", "--", "node", "/app/dist/main.js"]
CMD ["start"]
