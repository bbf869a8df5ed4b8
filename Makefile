# Everything here works on a fresh clone with Go and make alone; `make race`
# (part of check) also needs a C compiler, and `make score` measures more where
# the gold articles lie beside the checkout.

FUZZTIME ?= 30s
# Without a bound Go spends a target's time on making one large input smaller.
FUZZMIN  ?= 5x
COUNT    ?= 6
SHARED   ?= ../shared
N        ?= 100000
FROM     ?= $(SHARED)/gold/dump-2016.jsonl.gz
OUT      ?= out/load.jsonl.zst

# Go stamps the tag or commit into the binary; where git is missing or refuses
# the checkout, a build without it is better than none.
VCS := $(if $(shell git rev-parse HEAD 2>/dev/null),true,false)

.PHONY: help build demo test check lint race fuzz bench bench-parts load flame score train graph

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1	/' | expand -t 16

build: ## the static binary bin/verbatim
	@mkdir -p bin
	CGO_ENABLED=0 go build -trimpath -buildvcs=$(VCS) -o bin/verbatim ./cmd/verbatim

demo: build ## run over fixtures/stories into demo/ and print the summary
	bin/verbatim run fixtures/stories --out demo
	@echo
	@echo "Open $(CURDIR)/demo/report.html"

test: ## all tests
	go test ./...

check: lint race ## gofmt, vet, staticcheck, and all tests under the race detector

lint:
	@unformatted="$$(gofmt -l attribution cmd pipeline)"; \
	if [ -n "$$unformatted" ]; then echo "gofmt would change:"; echo "$$unformatted"; exit 1; fi
	go vet ./...
	go tool staticcheck ./...

race:
	@set -- $$(go env CC); command -v "$$1" >/dev/null || \
	{ echo "make race: the race detector needs a C compiler, and $$1 is not here"; exit 1; }
	CGO_ENABLED=1 go test -race ./...

fuzz: ## every fuzz target for FUZZTIME (30s) each
	@set -e; for package in $$(go list ./...); do \
	listing="$$(go test -list '^Fuzz' $$package)"; \
	for target in $$(echo "$$listing" | grep '^Fuzz'); do \
	echo "== $$package $$target"; \
	go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime $(FUZZMIN) $$package; \
	done; done

bench: ## speed of every stage and the whole, held against prose over the same text, COUNT (6) rounds; compare two outputs with `go tool benchstat OLD NEW`
	@SHARED=$(abspath $(SHARED)) go test -run '^$$' -bench '^BenchmarkAgainst$$' -benchtime 1x -count $(COUNT) -timeout 2h ./pipeline/bench

bench-parts: ## every other benchmark COUNT (6) times, then grouping up to a million renderings once
	@go test -run '^$$' -bench . -benchmem -count $(COUNT) $$(go list ./... | grep -v /pipeline/bench$$)
	@VERBATIM_BENCH_LARGE=1 go test -run '^$$' -bench '^BenchmarkGroup$$' -benchtime 1x -benchmem ./pipeline/variant

load: ## write N (100000) articles mixed of those of FROM (the dump in SHARED) to OUT (out/load.jsonl.zst), to measure growth by
	@if [ ! -f $(FROM) ]; then \
	echo "There is no $(FROM) to mix articles of: name a dump of your own, FROM=dump.jsonl.gz."; exit 1; fi
	@mkdir -p $(dir $(OUT))
	go run ./pipeline/load -from $(FROM) -n $(N) -out $(OUT)

flame: ## draw where the time of a run over the dump goes, into docs/flame.svg
	@mkdir -p out
	SHARED=$(abspath $(SHARED)) go test -run '^$$' -bench '^BenchmarkWhole$$' -benchtime 3x -cpuprofile out/cpu.pprof -o out/bench.test ./pipeline/bench
	go run ./pipeline/flame out/cpu.pprof > docs/flame.svg

graph: ## fail on an import that points back
	go test -count 1 -run '^(TestImportsPointOneWay|TestOnlyWorkersStartGoroutines)$$' ./pipeline

train: build ## train the models anew from the gold articles in SHARED, and write their card; then build again
	@if [ ! -f $(SHARED)/gold/polnear-train.jsonl ]; then \
	echo "There are no gold articles in $(SHARED)/gold, so there is nothing to train on: the weights stay as they are."; exit 1; fi
	bin/verbatim train $(SHARED)/gold/polnear-train.jsonl --held-out $(SHARED)/gold/polnear-dev.jsonl \
	--out attribution/model/weights --date 2026-11-20 \
	--about "PolNeAR: US political news of 2015 and 2016 from seven outlets, annotated by hand with every attribution, its source, cue and content."
	$(MAKE) --no-print-directory build

score: build ## score the project's fixtures, and the gold articles in SHARED (../shared)
	@echo "== The project's fixtures"
	go test -count 1 ./pipeline/score
	@sed '/^$$/q' fixtures/gold/scores.txt
	bin/verbatim eval --gold fixtures/articles --by source_type,position
	@if [ ! -d $(SHARED)/gold ]; then \
	echo "There is no $(SHARED)/gold here, so the gold articles were not scored."; \
	else $(MAKE) --no-print-directory score-seeds score-groups score-verify score-pages score-dev score-train; fi

.PHONY: score-seeds score-groups score-verify score-pages score-train score-dev
score-seeds:
	@echo "== The five seed articles"
	bin/verbatim run $(SHARED)/seeds/articles --out out/seeds --quiet
	python3 $(SHARED)/tools/check_contract.py out/seeds $(SHARED)/seeds/articles
	python3 $(SHARED)/tools/score.py seeds $(SHARED)/seeds/seeds.gold.json out/seeds/quotes.jsonl out/seeds/clusters.jsonl

score-groups:
	@echo "== Forty real events in three outlets each: groups, verdicts, types of difference"
	bin/verbatim run $(SHARED)/gold/groups-dev-articles.jsonl --out out/groups --quiet
	python3 $(SHARED)/tools/check_contract.py out/groups $(SHARED)/gold/groups-dev-articles.jsonl
	python3 $(SHARED)/tools/score.py groups $(SHARED)/gold/groups-dev.jsonl out/groups/quotes.jsonl out/groups/clusters.jsonl

score-verify:
	@echo "== Quotes of the gold articles against 1,336 transcripts; ok / gold is the share that is put right"
	bin/verbatim index $(SHARED)/gold/transcripts --out out/transcripts.index --quiet
	bin/verbatim verify --against out/transcripts.index $(SHARED)/gold/polnear-train.jsonl $(SHARED)/gold/polnear-dev.jsonl --out out/verify --quiet
	python3 $(SHARED)/tools/score.py verify $(SHARED)/gold/verify-train-dev.jsonl out/verify/quotes.jsonl out/verify/verified.jsonl --transcripts $(SHARED)/gold/transcripts

score-pages:
	@echo "== The bodies of saved news pages"
	bin/verbatim run $(SHARED)/gold/html/pages --out out/pages --quiet || [ $$? = 3 ] # some are in other languages
	python3 $(SHARED)/tools/check_contract.py out/pages
	python3 $(SHARED)/tools/score.py html $(SHARED)/gold/html/truth.jsonl out/pages/articles.jsonl

score-train:
	@echo "== The articles that the models were trained on: these figures flatter (attribution/model/weights/CARD.md has them cross-validated)"
	$(call score_gold,train)

score-dev:
	@echo "== The articles held back"
	$(call score_gold,dev,--indirect)

# score_gold runs over the gold articles of a split, with --indirect if that is
# given, scores what was written by both scorers, which must agree, and holds it
# against the contract.
define score_gold
	bin/verbatim run $(SHARED)/gold/polnear-$(1).jsonl --out out/polnear-$(1) --quiet $(2)
	bin/verbatim eval --gold $(SHARED)/gold/polnear-$(1).jsonl out/polnear-$(1) --html out/polnear-$(1)/errors.html
	@echo; echo "Every error, with its context: out/polnear-$(1)/errors.html"
	python3 $(SHARED)/tools/score.py quotes $(SHARED)/gold/polnear-$(1).jsonl out/polnear-$(1)/quotes.jsonl $(2)
	python3 $(SHARED)/tools/check_contract.py out/polnear-$(1) $(SHARED)/gold/polnear-$(1).jsonl
endef
