# SPDX-License-Identifier: BSD-2-Clause
# make static builds all commands as one file that needs no shared library.  The
# build uses musl (Debian's musl-tools) and the source packages of Debian 13.
# $(STATIC) has the fetched files, the libraries and the objects.
# scripts/static-pins lists the files to fetch.

STATIC           = $(BUILD)/static
STATIC_CC        = musl-gcc
STATIC_STRIP     = strip
STATIC_PROGRAM   = $(STATIC)/bin/ec2-product-tools
STATIC_LIBRARIES = openssl curl libxml2 jansson libmicrohttpd sqlite3
STATIC_MADE      = $(STATIC_LIBRARIES:%=$(STATIC)/made/%)
STATIC_NAMES     = $(NAMES) $(AUDITS) ec2-sandbox
STATIC_LINKS     = $(STATIC_NAMES:%=$(STATIC)/bin/%) \
	$(foreach a,$(ALIASES),$(STATIC)/bin/$(firstword $(subst :, ,$a)))

STATIC_OBJS = $(patsubst %.c,$(STATIC)/obj/%.o,$(wildcard lib/*/*.c) \
	$(wildcard cmd/ec2-*.c) $(AUDIT_SRCS) $(SANDBOX_SRCS) \
	$(wildcard cmd/static/*.c))

STATIC_CFLAGS = -std=c11 $(FEATURES) \
	-DEC2_VERSION='"$(VERSION)"' -DEC2_API_VERSION='"$(API_VERSION)"' \
	-DEC2_CERTIFICATES='"$(CERTDIR)"' \
	-Ilib -Icmd/sandbox -Icmd/audit -I$(BUILD)/embedded -I$(STATIC)/obj -isystem $(STATIC)/prefix/include \
	-isystem $(STATIC)/prefix/include/libxml2 \
	-isystem $(STATIC)/headers $(WARNINGS) -Wno-missing-prototypes \
	-Wno-missing-declarations \
	-fPIE -fstack-protector-strong -ffunction-sections -fdata-sections \
	-fno-asynchronous-unwind-tables -fno-unwind-tables \
	-DCURL_STATICLIB -DEC2_FIND_CERTIFICATES $(FILE_PREFIX) -O2 -g -flto -MMD -MP

# Flags to link a static program that can be loaded at any address.  musl-gcc
# cannot link such programs, so STATIC_LINK names the objects that begin and end
# a program.  musl's default stack for threads is too small, so the linker sets
# a larger size.  cmd/static/heap.c has the functions for --wrap.
STATIC_LDFLAGS = -O2 -flto=auto -nostartfiles -static \
	-Wl,-pie,--no-dynamic-linker,-z,text \
	-Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free \
	-Wl,--gc-sections -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack \
	-Wl,-z,stack-size=0x100000
# Finds the folders of musl's and the compiler's objects that begin and end a
# program.
STATIC_CRT = dir=$$(dirname "$$($(STATIC_CC) '-\#\#\#' -x c /dev/null 2>&1 | \
	tr ' "' '\n\n' | grep 'crt1\.o$$')") && \
	compiler=$$(dirname "$$($(STATIC_CC) -print-file-name=crtbeginS.o)")

STATIC_LIBS = -lcurl -lssl -lcrypto -lxml2 -ljansson -lmicrohttpd -lsqlite3

static: $(STATIC_PROGRAM) $(STATIC_LINKS)

static-pins:
	STATIC=$(STATIC) scripts/static-libraries pins

$(STATIC)/made/sources: scripts/static-pins
	@mkdir -p $(@D)
	STATIC=$(STATIC) scripts/static-libraries fetch
	@touch $@

$(STATIC)/made/curl: $(STATIC)/made/openssl

$(STATIC_MADE): $(STATIC)/made/%: $(STATIC)/made/sources \
		scripts/static-libraries
	+STATIC=$(STATIC) MAKE='$(MAKE)' scripts/static-libraries make $*
	@touch $@

# Writes a header with the names of all commands and aliases.  Each name has the
# function to which the build renames the command's main.
$(STATIC)/obj/commands.h: Makefile static.mk
	@mkdir -p $(@D)
	{ for n in $(STATIC_NAMES); do \
		m=main_of_$$(echo "$${n#ec2-}" | tr - _); \
		echo "COMMAND(\"$$n\", $$m)"; \
		for a in $(ALIASES); do \
			[ "$${a#*:}" != "$$n" ] || \
			    echo "ALIAS(\"$${a%%:*}\", $$m, \"$$n\")"; \
		done; \
	done; } >$@.new
	mv -f $@.new $@

$(STATIC)/obj/%.o: %.c static.mk $(STATIC_MADE)
	@mkdir -p $(@D)
	$(STATIC_CC) $(STATIC_CFLAGS) -c -o $@ $<

$(STATIC)/obj/cmd/ec2-%.o: cmd/ec2-%.c static.mk $(STATIC_MADE)
	@mkdir -p $(@D)
	$(STATIC_CC) $(STATIC_CFLAGS) -Dmain=main_of_$(subst -,_,$*) -c -o $@ $<

$(AUDIT_SRCS:%.c=$(STATIC)/obj/%.o): $(BUILD)/embedded/page_css.h

$(STATIC)/obj/cmd/sandbox/page/page.o: $(BUILD)/embedded/sandbox_css.h

$(STATIC)/obj/cmd/sandbox/main.o: cmd/sandbox/main.c static.mk $(STATIC_MADE)
	@mkdir -p $(@D)
	$(STATIC_CC) $(STATIC_CFLAGS) -Dmain=main_of_sandbox -c -o $@ $<

$(STATIC)/obj/cmd/static/main.o: $(STATIC)/obj/commands.h

# The functions in heap.c and copy.c replace functions of musl, and are compiled
# without link-time optimization.  The last flags keep the compiler from
# replacing the loop in memcpy by a call of memcpy.
$(STATIC)/obj/cmd/static/heap.o: STATIC_CFLAGS += -fno-lto
$(STATIC)/obj/cmd/static/copy.o: STATIC_CFLAGS += -fno-lto -fno-builtin \
	-fno-stack-protector -fno-tree-loop-distribute-patterns

STATIC_LINK = $(STATIC_CRT) && $(STATIC_CC) $(STATIC_LDFLAGS) -o $@ \
	"$$dir/rcrt1.o" "$$dir/crti.o" "$$compiler/crtbeginS.o" \
	$(filter %.o,$^) -L$(STATIC)/prefix/lib \
	-Wl,--start-group $(STATIC_LIBS) -Wl,--end-group \
	"$$compiler/crtendS.o" "$$dir/crtn.o"

$(STATIC)/obj/ec2-product-tools: $(STATIC_OBJS) $(STATIC_MADE)
	$(STATIC_LINK)

STATIC_MEMORY = $(STATIC)/obj/cmd/static/heap.o $(STATIC)/obj/cmd/static/copy.o

# Links tests/bench/loop.c with the static file's libcurl.
$(STATIC)/obj/loop: $(STATIC)/obj/tests/bench/loop.o $(STATIC_MEMORY) \
		$(addprefix $(STATIC)/obj/lib/base/,num.o err.o buf.o utf8.o)
	$(STATIC_LINK)

# Links the test of our own memory functions, which replace musl's functions.
$(STATIC)/obj/memory: $(STATIC)/obj/tests/static/memory.o $(STATIC_MEMORY)
	$(STATIC_LINK)

$(STATIC_PROGRAM): $(STATIC)/obj/ec2-product-tools
	@mkdir -p $(@D)
	$(STATIC_STRIP) -o $@ $<

$(STATIC_LINKS): $(STATIC_PROGRAM)
	ln -sf ec2-product-tools $@

# Tests whole commands of the static file, with the test tools of the ordinary
# build.  Leaves out the tests that cannot test this file, such as the tests
# that load a library with LD_PRELOAD.
STATIC_WITHOUT = check_* manual completion install hardening memory secrets \
	lookup suite audit-disk

check-static: static check-programs $(STATIC)/obj/memory
	ln -sfn ../tests $(STATIC)/tests
	BUILD=$(STATIC) WITHOUT="$(STATIC_WITHOUT) $(WITHOUT)" \
		scripts/run-tests $(TESTS)

# Runs three of the benchmarks with the static file.  They also compare the file
# with its own libcurl alone.
bench-static: static $(STATIC)/obj/loop $(BENCH_TOOLS:%=$(BUILD)/tests/%)
	ln -sfn ../tests $(STATIC)/tests
	BUILD=$(STATIC) tests/bench/one-call
	BUILD=$(STATIC) tests/bench/confirm
	BUILD=$(STATIC) tests/bench/images

.PHONY: static static-pins check-static bench-static

-include $(wildcard $(STATIC)/obj/*/*.d $(STATIC)/obj/*/*/*.d \
	$(STATIC)/obj/*/*/*/*.d)
