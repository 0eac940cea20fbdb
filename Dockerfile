# The image of a release: the static program, and what it needs beside it. CI jobs run in it, so it has a shell. Built by release.yml,
# with the programs of a release in dist/amd64 and dist/arm64.
FROM alpine:3.23@sha256:5b10f432ef3da1b8d4c7eb6c487f2f5a8f096bc91145e68878dd4a5019afde11
# git for --policy-from. A job's checkout belongs to another user than the image's, which git refuses without being told.
RUN apk add --no-cache ca-certificates git && git config --system --add safe.directory '*'
ARG TARGETARCH
COPY dist/${TARGETARCH}/allocgate /usr/local/bin/allocgate
COPY LICENSE-MIT LICENSE-APACHE /usr/share/licenses/allocgate/
