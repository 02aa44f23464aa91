# One image for every service: the command says which one runs.
FROM node:24-bookworm-slim AS build
WORKDIR /hub
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npx tsc -p . && npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /hub
COPY --from=build /hub/node_modules node_modules
COPY --from=build /hub/dist dist
COPY --from=build /hub/policy policy
COPY --from=build /hub/schema schema
COPY --from=build /hub/package.json .
# Publications being received lie here; each service gets a volume of its own.
RUN mkdir /spool && chown node:node /spool
USER node
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080' + (process.env.HEALTH_PATH ?? '/health')).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
