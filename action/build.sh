#!/usr/bin/env bash
# Builds hmslint where the runner has unpacked the action. The folder of the action is the working folder, so that npm takes
# its settings from here, and none from the repository that is linted.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

wanted='20.19'
if ! version=$(node --version 2> /dev/null); then
  echo "::error title=hmslint::Node $wanted or later is needed, and there is none: put actions/setup-node before this step"
  exit 2
fi
if ! node -e 'const [major, minor] = process.versions.node.split(".").map(Number); process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)'; then
  echo "::error title=hmslint::Node $wanted or later is needed, found $version: put actions/setup-node before this step"
  exit 2
fi

# Nothing that a package brings along runs while it is installed.
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
node --import tsx build.ts
