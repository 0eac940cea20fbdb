# The image of a release: the static program, and what it needs beside it. CI jobs run in it, so it has a shell. Built by release.yml,
# with the programs of a release in dist/amd64 and dist/arm64.
FROM alpine:3.23@sha256:5b10f432ef3da1b8d4c7eb6c487f2f5a8f096bc91145e68878dd4a5019afde11
# git for --policy-from. ca-certificates to add a certificate of one's own. Both are of this branch of Alpine, as new as the day of the
# release has them: the digest above says what an image begins with, its own digest what it came to.
#
# A job's checkout may belong to another user than the image's, and git refuses such a one without being told: in it, a stranger's
# configuration could name programs to run. So only where GitLab and GitHub put the checkout of the job. Elsewhere, a job tells git itself.
RUN apk add --no-cache ca-certificates git \
    && git config --system --add safe.directory '/builds/*' \
    && git config --system --add safe.directory '/__w/*' \
    && git config --system --add safe.directory /github/workspace
ARG TARGETARCH
COPY dist/${TARGETARCH}/allocgate /usr/local/bin/allocgate
COPY LICENSE-MIT LICENSE-APACHE /usr/share/licenses/allocgate/
# No USER: the job fetches into the checkout and writes reports beside it, and GitLab's and GitHub's runners make it as root. The program
# itself needs no root: `docker run --user` works where the directory is that user's.
