# One image for every role: REELMETER_ROLES says what a container does.
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY patches ./patches
RUN npm install --no-save
COPY . .
RUN npm run build && npm prune --omit=dev --no-save

FROM node:20-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4080 DATA_DIR=/var/lib/reelmeter
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# The request spool lives here: give every container a volume of its own.
RUN install -d -o node -g node "$DATA_DIR"
VOLUME /var/lib/reelmeter
USER node
EXPOSE 4080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=32", "dist/server/main.js"]
