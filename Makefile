# make          set up, import what sources.yaml names, tag, build; prints the file:// address to open
# make test     all tests            make check   format, vet, staticcheck, race tests
# make serve    build and serve      make bench   benchmarks           make nightly  import and build
GO  ?= go
BIN := bin/hindsight

.PHONY: all $(BIN) test check lint serve bench bench-build bench-hostile bench-search bench-tags train nightly chromium licences vuln release reproducible screenshots clean

# Status 3 means: done, but a source could not be reached or a document was left
# out. Each is named above it; the site is built all the same.
all: $(BIN)
	$(BIN) import || [ $$? -eq 3 ]
	$(BIN) tag || [ $$? -eq 3 ]
	$(BIN) build || [ $$? -eq 3 ]

# Go decides what is out of date. The first build compiles Hugo: about five minutes on two cores.
$(BIN):
	$(GO) build -trimpath -o $@ ./cmd/hindsight

test: chromium
	$(GO) test -timeout 30m ./... # cmd/hindsight drives browsers and kills builds for minutes

check: lint chromium
	$(GO) test -race -shuffle=on -timeout 90m ./... # two hours on two cores; site takes 40 minutes of them beside others

lint:
	@test -z "$$(gofmt -l .)" || { gofmt -l . | sed 's/^/not formatted (run gofmt -w): /' >&2; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	$(GO) tool actionlint .github/workflows/*.yml
	$(GO) run ./scripts/licences -check THIRD_PARTY_LICENCES.txt

serve: $(BIN)
	$(BIN) serve

nightly: $(BIN)
	$(BIN) update || [ $$? -eq 3 ]

bench: bench-tags bench-search
	$(GO) test -run '^$$' -bench . -benchmem ./...

# Figures of the classifier, cross-validated, into figures.yaml; needs the labelled sets beside the repository.
bench-tags:
	SPLITS=3 FIGURES=$(CURDIR)/figures.yaml $(GO) test -count=1 -run TestFigures -v ./internal/classify/labelled

# Seconds and MB for 1 MB of every mark in every kind of input; two hours.
bench-hostile:
	$(GO) run ./bench/hostile -every 1

# The search beside Pagefind, on the same documents in the same run; needs npm, apt and half an hour.
bench-search: chromium
	$(GO) run ./bench/search

# Builds and imports of 10,000 postmortems, beside Hugo and Pagefind; needs what bench-search made, hugo and npm, and half an hour.
bench-build: $(BIN)
	$(GO) run ./bench/build -program $(BIN)

# Learns the classifier's weights anew and writes internal/classify/model.txt.
train:
	$(GO) run ./internal/classify/train

# Tests drive a real browser. It is installed where apt can do it; elsewhere the
# tests that need it fail and say so.
chromium:
	@sh scripts/chromium.sh

# The licences of all modules that are linked in, for a release.
licences:
	$(GO) run ./scripts/licences THIRD_PARTY_LICENCES.txt

# Archives for each system with licences, man pages and completions, checksums and
# SBOMs, in dist/; .goreleaser.yaml says of what. Without a tag it is a snapshot.
GORELEASER ?= $(GO) run github.com/goreleaser/goreleaser/v2@v2.15.1
release:
	$(GORELEASER) check
	$(GORELEASER) release --clean $$(git describe --exact-match --tags >/dev/null 2>&1 || echo --snapshot)

# The commit at hand, built in two folders: the same bytes, or it fails.
reproducible:
	@top=$$(mktemp -d) && trap 'rm -rf "$$top"' EXIT && for dir in one two/deeper; do \
	  git clone -q . "$$top/$$dir/hindsight" && (cd "$$top/$$dir/hindsight" && \
	  CGO_ENABLED=0 $(GO) build -trimpath -buildvcs=true -ldflags '-s -w -buildid=' -o "$$top/$$dir/program" ./cmd/hindsight) || exit 1; done; \
	sha256sum "$$top"/*/program "$$top"/*/*/program; cmp "$$top/one/program" "$$top/two/deeper/program"

# Known faults of the modules; asks the Go project's database of them.
vuln:
	$(GO) run golang.org/x/vuln/cmd/govulncheck@v1.9.0 ./...

# The picture of the README, of the starter archive.
screenshots: chromium $(BIN)
	$(BIN) build || [ $$? -eq 3 ]
	HINDSIGHT_SHOTS_FOLD=1 HINDSIGHT_SITE=$(CURDIR)/public HINDSIGHT_SHOTS=index.html:1280:light:$(CURDIR)/docs/home.png $(GO) test -count=1 -run TestScreenshots ./internal/site

clean:
	rm -rf bin dist dist-manual public/*
