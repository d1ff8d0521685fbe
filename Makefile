.PHONY: build test lint bench generate fuzz

FUZZTIME = 5m

build:
	CGO_ENABLED=0 go build -trimpath -o gotrace ./cmd/gotrace

test:
	scripts/test

lint:
	gofmt -l .
	go vet ./...
	go tool staticcheck ./...

bench:
	go run ./internal/bench -markdown bench.md
	go test -run='^$$' -bench=. -benchmem ./... | grep -v '^ok\|no test files'

generate:
	go run ./internal/gen/tables
	go run ./internal/gen/xlatgen
	go run ./internal/gen/ioctls
	go run ./internal/gen/stubs
	go run ./internal/gen/calldoc

# Every fuzz target for FUZZTIME.
fuzz:
	@for pkg in $$(go list ./...); do \
		for f in $$(go test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
			echo "== $$pkg $$f"; \
			go test -run='^$$' -fuzz="^$$f\$$" -fuzztime=$(FUZZTIME) $$pkg || exit 1; \
		done; \
	done
