# make, or make help: what there is to do.

.PHONY: help demo test lint bench trust accept pictures fuzz-smoke ocr-model dist docs test-windows test-python wheel
.DEFAULT_GOAL := help

# Where cargo builds; CARGO_TARGET_DIR moves it.
TARGET = $(or $(CARGO_TARGET_DIR),target)
PHULUC = $(TARGET)/release/phuluc
# Reports and documents to measure on, beside the repository; the tests that read them are ignored where it is absent.
SHARED = $(firstword $(wildcard $(PHULUC_SHARED) ../shared ../../shared))

# The readers of scans, where both are here; the tests that need them are left out where they are not.
READERS = $(and $(wildcard $(DATA)/asternet.onnx),$(shell command -v tesseract))

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 18

demo: ## build, read the reports under fixtures/, leave the tables in out/
	cargo build --release --quiet
	$(PHULUC) extract fixtures/*/input.* fixtures/archive --output out; code=$$?; case $$code in 0|1|3) ;; *) exit $$code ;; esac
	@echo; echo "out/indicators.csv:"; head -n 4 out/indicators.csv

test: lint ## every check: format, clippy with warnings as errors, all tests, mutated inputs
	cargo test --quiet $(if $(SHARED),-- --include-ignored $(if $(READERS),,--skip with_readers))
	$(if $(SHARED),,$(if $(READERS),cargo test --quiet --test scans -- --include-ignored))

# pip's packages for the tests of the Python package, pinned; a folder of their own.
PYTHON_ENV = $(TARGET)/python-env
PYTHON_TOOLS = maturin==1.16.0 pytest==9.2.0 pyarrow==26.0.1 polars==2.1.0 pandas==3.1.1 duckdb==2.0.1

test-python: ## build the Python package as the tests are built and try it (python/tests); pip fetches what that needs
	test -x $(PYTHON_ENV)/bin/python || python3 -m venv $(PYTHON_ENV)
	$(PYTHON_ENV)/bin/pip install --quiet --disable-pip-version-check $(PYTHON_TOOLS)
	cd python && cargo fmt --check && CARGO_TARGET_DIR=$(abspath $(TARGET)) cargo clippy --quiet -- -D warnings
	rm -rf $(TARGET)/wheels
	CARGO_TARGET_DIR=$(abspath $(TARGET)) $(PYTHON_ENV)/bin/maturin build --quiet --profile dev -m python/Cargo.toml -o $(TARGET)/wheels
	$(PYTHON_ENV)/bin/pip install --quiet --disable-pip-version-check --force-reinstall --no-deps $(TARGET)/wheels/*.whl
	cd python/tests && $(abspath $(PYTHON_ENV))/bin/python -m pytest -q -p no:cacheprovider

wheel: ## build the Python package for release into TARGET/wheels
	test -x $(PYTHON_ENV)/bin/maturin || { python3 -m venv $(PYTHON_ENV) && $(PYTHON_ENV)/bin/pip install --quiet $(PYTHON_TOOLS); }
	CARGO_TARGET_DIR=$(abspath $(TARGET)/python) $(PYTHON_ENV)/bin/maturin build --release -m python/Cargo.toml -o $(TARGET)/wheels

lint: ## format and clippy only
	cargo fmt --check
	cargo clippy --quiet --all-targets -- -D warnings

dist: ## what is handed out: Windows zip, static Linux program, .deb, wheel, checksums (packaging/dist.sh says what it needs)
	packaging/dist.sh

MDBOOK = $(or $(shell command -v mdbook),$(TARGET)/tools/bin/mdbook)
docs: ## the documentation as a site, its links followed: target/site/html
	@command -v $(MDBOOK) >/dev/null || cargo install --quiet --locked --no-default-features --features search \
	    --root $(TARGET)/tools mdbook@0.5.4
	python3 docs/site/make.py $(TARGET)/site $(MDBOOK)

WINDOWS = x86_64-pc-windows-gnu
test-windows: ## the Windows program under wine: the same tables, workers, limits, a folder dropped on it
	CARGO_PROFILE_DEV_DEBUG=0 cargo build --quiet --target $(WINDOWS)
	PHULUC_EXE=$(abspath $(TARGET))/$(WINDOWS)/debug/phuluc.exe cargo test --quiet --test windows -- --nocapture

# Public PDFs and reports to measure on; a folder that is not there is said to be missing.
PDFS ?= ../shared/data/icdar2013-eu
REPORTS ?= ../shared/samples

bench: ## measure speed, beside pdftotext, pdfni and python-docx (benches/README.md)
	cargo build --release --quiet
	-cargo build --release --quiet --manifest-path benches/pdfni/Cargo.toml --target-dir $(TARGET)/peers
	python3 benches/pdf/make_pdfs.py $(TARGET)/bench
	python3 benches/pdf/measure.py phuluc='$(PHULUC) tables --json {}' pdftotext='pdftotext -layout {} -' \
	    pdfni='$(TARGET)/peers/release/bench-pdfni {}' -- $(TARGET)/bench/ruled-10.pdf $(TARGET)/bench/ruled-100.pdf \
	    $(TARGET)/bench/ruled-1000.pdf $(TARGET)/bench/prose-200.pdf $(PDFS)
	-python3 benches/docx_vs_python.py $(PHULUC) $(wildcard $(REPORTS)/*/*[0-9].docx)
	cargo bench

fuzz-smoke: ## half a minute of seeded damage to every reader, numbers and forms; part of make test
	cargo test --quiet --test fuzz_smoke -- --nocapture

REPORTED ?= 10000
trust: ## how many values come out wrong without a word, over 10,000 changed reports in every format
	cargo build --release --quiet
	python3 benches/trust/trust.py $(PHULUC) --reports $(REPORTED) --max-silent 0

# Where programs keep their data, as src/read/ocr/find.rs has it.
DATA = $(if $(filter Darwin,$(shell uname)),$(HOME)/Library/Application Support,$(or $(XDG_DATA_HOME),$(HOME)/.local/share))/phuluc
MODEL_SHA256 = 10c96b533e1f64031d73edfddafd7d4b13595544f11891f0531bcd72cb29be80
ocr-model: ## fetch the model that reads scans (39 MB, see NOTICE) into the user's data folder
	@check() { python3 -c "import hashlib,sys; sys.exit(hashlib.sha256(open(sys.argv[1],'rb').read()).hexdigest()!='$(MODEL_SHA256)')" "$$1" 2>/dev/null; }; \
	if check "$(DATA)/asternet.onnx"; then echo "$(DATA)/asternet.onnx"; exit 0; fi; \
	set -e; dir=$$(mktemp -d); trap 'rm -rf "$$dir"' EXIT; \
	python3 -m pip download --quiet --no-deps --dest "$$dir" asterocr==1.0.2; \
	python3 -m zipfile -e "$$dir"/asterocr-1.0.2-*.whl "$$dir"; \
	check "$$dir/asterocr/assets/asternet.onnx" || { echo "asterocr 1.0.2 holds another model than expected" >&2; exit 1; }; \
	mkdir -p "$(DATA)"; mv "$$dir/asterocr/assets/asternet.onnx" "$(DATA)/asternet.onnx"; echo "$(DATA)/asternet.onnx"

pictures: ## draw the pictures under docs/pictures/ from docs/example (LibreOffice, poppler, Pillow, Chromium); look at them before committing
	cargo build --release --quiet
	python3 docs/pictures/make.py $(PHULUC)

accept: ## renew the golden files under fixtures/; read the diff before committing
	PHULUC_ACCEPT=1 cargo test --quiet --test cases --test commands
	git diff --stat -- fixtures tests/commands

# Spark and Dask, pinned, in a folder of their own. Spark needs a Java runtime: Debian's default-jre-headless.
.PHONY: test-cluster
CLUSTER_ENV = $(TARGET)/cluster-env
CLUSTER_TOOLS = pyspark==4.0.1 dask==2025.9.1 distributed==2025.9.1 pyarrow==21.0.0 pandas==2.3.2 pytest==8.4.2

test-cluster: ## Spark and Dask on two local workers each, one of them killed (python/tests_cluster); after test-python
	cargo build --quiet
	test -x $(CLUSTER_ENV)/bin/python || python3 -m venv $(CLUSTER_ENV)
	$(CLUSTER_ENV)/bin/pip install --quiet --disable-pip-version-check $(CLUSTER_TOOLS) $(wildcard $(TARGET)/wheels/*.whl)
	cd python/tests_cluster && PHULUC_PROGRAM=$(abspath $(TARGET))/debug/phuluc $(abspath $(CLUSTER_ENV))/bin/python -m pytest -q -p no:cacheprovider
