FROM node:24-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci
COPY scripts/bundle.mjs scripts/build.mjs ./scripts/
COPY model ./model
COPY routes ./routes
COPY src ./src
RUN node scripts/build.mjs --js

# The packages are bundled into dist, so that the image holds nothing but Node and that.
FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json LICENSE ./
COPY --from=build /build/dist ./dist
USER node
EXPOSE 8365
HEALTHCHECK --interval=5s --timeout=3s --start-period=5s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8365/_emulator/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/cli.js", "--host", "0.0.0.0", "--port", "8365"]
