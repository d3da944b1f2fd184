package hindsight

import "embed"

// Theme holds what the binary needs of this directory to build a site and to
// start an archive. "all:" is needed: without it, names that start with "_"
// (_partials) are left out silently.
//
//go:embed all:layouts all:assets all:i18n hugo.yaml taxonomy.yaml synonyms.yaml figures.yaml
var Theme embed.FS

// Workflows are what a new archive on GitHub gets: this repository runs the same.
//
//go:embed .github/workflows/nightly.yml .github/workflows/deliver.yml .github/workflows/check.yml .github/workflows/contribute.yml
//go:embed .github/ISSUE_TEMPLATE/postmortem.yml
var Workflows embed.FS
