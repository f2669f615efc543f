# make, or make help: what there is to do.

.PHONY: help demo test lint bench accept fixtures
.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

demo: ## build, read the reports under fixtures/, leave the tables in out/
	cargo build --release --quiet
	target/release/phuluc extract fixtures --output out; code=$$?; case $$code in 0|1|3) ;; *) exit $$code ;; esac
	@echo; echo "out/indicators.csv:"; head -n 4 out/indicators.csv

test: lint ## every check: format, clippy with warnings as errors, all tests
	cargo test --quiet

lint: ## format and clippy only
	cargo fmt --check
	cargo clippy --quiet --all-targets -- -D warnings

bench: ## measure speed
	cargo bench

accept: ## renew the golden files under fixtures/; read the diff before committing
	PHULUC_ACCEPT=1 cargo test --quiet --test cases --test commands
	git diff --stat -- fixtures tests/commands

fixtures: ## write the fixtures that are made by machine anew
	cargo run --quiet --example make_fixtures
