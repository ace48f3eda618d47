# One silo of VideoWall. `docker compose build` makes it for this machine; for both kinds of processor:
#   docker buildx build --platform linux/amd64,linux/arm64 .
# Everything is built on the building machine's own kind, once: the pages and the program are the same for both.

FROM --platform=$BUILDPLATFORM node:22-bookworm-slim AS pages
WORKDIR /src
COPY scripts scripts
COPY WebFront/ClientApp WebFront/ClientApp
RUN node scripts/client-pages.mjs

FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS program
WORKDIR /src
COPY . .
COPY --from=pages /src/WebFront/wwwroot WebFront/wwwroot
RUN dotnet publish Silo/Silo.csproj -c Release -o /program --nologo -p:SkipClientApp=true -p:UseAppHost=false -p:RestoreLockedMode=true

# A caddy of the version that docker-compose.yml runs refuses to build on a Caddyfile that it cannot read.
FROM --platform=$BUILDPLATFORM caddy:2.11.4 AS door
COPY deploy/Caddyfile /Caddyfile
RUN DOMAIN=wall.example.org caddy validate --adapter caddyfile --config /Caddyfile && touch /valid

# Neither a shell nor a package manager, and a user of its own.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
COPY --from=door /valid /valid
COPY --from=program /program /app
WORKDIR /app
# Pages and hubs at 8080; Orleans between the silos at 11111, in TLS, never published. The data folder holds nothing that has
# to last: with DATABASE_URL everything is in Postgres. ASPNETCORE_HTTP_PORTS comes with the image and would contradict PORT.
ENV HOST=0.0.0.0 \
    PORT=8080 \
    DATA_DIR=/tmp/videowall \
    ORLEANS_SILO_PORT=11111 \
    ASPNETCORE_HTTP_PORTS= \
    DOTNET_EnableDiagnostics=0
EXPOSE 8080 11111
USER $APP_UID
HEALTHCHECK --interval=5s --timeout=5s --retries=12 CMD ["dotnet", "VideoWall.Silo.dll", "--healthcheck"]
ENTRYPOINT ["dotnet", "VideoWall.Silo.dll"]
