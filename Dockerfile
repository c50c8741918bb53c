# The Node that the project asks for in .node-version; raise both together.
FROM node:26.10.0-trixie-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# The image brings its own Node, so the one that npm brings for bare machines is left out again.
RUN npm ci --omit=dev --ignore-scripts \
  && rm -rf node_modules/node-linux-* node_modules/.bin/node

FROM node:26.10.0-trixie-slim
ENV NODE_ENV=production \
    MOORING_DATA=/data
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY . .
RUN mkdir -p /data node_modules/.cache/mooring && chown node:node /data node_modules/.cache/mooring \
  && chmod 700 /data node_modules/.cache/mooring
USER node
# Once for all starts: what is read and compiled is kept beside the code.
RUN node src/mooring.js play --plain < /dev/null > /dev/null \
  && node --max-semi-space-size=4 --heap-growing-percent=50 src/mooring.js play --plain < /dev/null > /dev/null
VOLUME /data
HEALTHCHECK --interval=60s --timeout=10s --start-period=20s --retries=3 \
  CMD ["node", "src/mooring.js", "doctor", "--quick", "--json"]
CMD ["node", "--max-semi-space-size=4", "--heap-growing-percent=50", "src/mooring.js", "start"]
