# Greenroom as one container: a server, its pages, and the bank of cases. Data goes to /data, and nothing else is written.
#   docker build -t greenroom . && docker run --read-only -p 3000:3000 -v greenroom:/data greenroom

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /greenroom
COPY . .
RUN node scripts/build.mjs

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production DATA_DIR=/data LOG_FORMAT=json
WORKDIR /greenroom
# The checkout as npm start leaves it: the server looks into the sources of the bank to know whether its cases were checked by these rules.
COPY --from=build /greenroom /greenroom
RUN install -d -o 10001 -g 10001 -m 700 /data /backups
USER 10001:10001
VOLUME /data
EXPOSE 3000
# Ten seconds are enough for everything to be saved.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--disable-warning=ExperimentalWarning", "apps/server/dist/main.js"]
