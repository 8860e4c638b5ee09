# SPDX-License-Identifier: BSD-2-Clause
# The main goals are all (the default), check, install, uninstall, static, dist
# and clean.  `make all` writes only to $(BUILD).

VERSION     = 0.2.0
API_VERSION = 2016-11-15

# GNU's names of directories work too, as in make install prefix=/usr .
prefix      = /usr/local
PREFIX      = $(prefix)
bindir      = $(PREFIX)/bin
datadir     = $(PREFIX)/share
mandir      = $(datadir)/man
docdir      = $(datadir)/doc/ec2-product-tools
sysconfdir  = /etc
BINDIR      = $(bindir)
SHARE       = $(datadir)
MANDIR      = $(mandir)
DOCDIR      = $(docdir)
SYSCONFDIR  = $(sysconfdir)
BASHDIR     = $(SHARE)/bash-completion/completions
ZSHDIR      = $(SHARE)/zsh/site-functions
FISHDIR     = $(SHARE)/fish/vendor_completions.d
# The folder of EC2's certificates.  The programs contain the name of this
# folder, so set PREFIX or CERTDIR also for the build.
CERTDIR     = $(SHARE)/ec2-product-tools/certificates
# Folders for systemd's files.  Only Linux has systemd.  If SYSTEMDDIR is empty,
# make install does not install these files.
SYSTEMDDIR  = $(if $(filter Linux,$(shell uname -s)),$(PREFIX)/lib)
UNITDIR     = $(SYSTEMDDIR)/systemd/system
SYSUSERSDIR = $(SYSTEMDDIR)/sysusers.d
DESTDIR     =
BUILD       = build

# SANDBOX=no leaves out ec2-sandbox, which needs libmicrohttpd.
SANDBOX    ?= yes
SANDBOX_ON := $(filter-out no,$(SANDBOX))

PKG_CONFIG ?= pkg-config
INSTALL    ?= install
CFLAGS     ?= -O2 -g

# Removes the name of the source folder from debugging data and from __FILE__,
# so that builds in different folders make the same programs.
FILE_PREFIX ?= -ffile-prefix-map='$(CURDIR)'=.

# With this flag, a program loads only the libraries that it uses, even if
# pkg-config names more.
AS_NEEDED  ?= $(if $(filter Darwin,$(SYSTEM)),,-Wl,--as-needed)

# Flags that make bugs harder to exploit.  Current versions of GCC and clang
# have these flags.  CFLAGS and LDFLAGS come later on the command line, so they
# can override HARDEN and HARDEN_LINK.  To build without these flags, set HARDEN
# and HARDEN_LINK to nothing.
HARDEN      ?= $(if $(OWN_PIE),,-fPIE) -fstack-protector-strong $(FORTIFY) \
	$(if $(filter Linux,$(SYSTEM)),$(HARDEN_$(MACHINE)))
HARDEN_LINK ?= $(if $(filter Darwin,$(SYSTEM)),,$(if $(OWN_PIE),,-pie) \
	-Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
HARDEN_x86_64  = -fcf-protection -fstack-clash-protection
HARDEN_aarch64 = -mbranch-protection=standard

# The user's flags that turn position-independent programs (PIE) on or off.  A
# specs file of GCC can do the same, as on Fedora.
OWN_PIE = $(filter -fno-pie -fno-PIE -no-pie -nopie -static -static-pie \
	-specs=% --specs=%,$(CPPFLAGS) $(CFLAGS) $(LDFLAGS))

# Flags that turn on the C library's own checks.  These checks need
# optimization, and interfere with the sanitizers.
FORTIFY = $(if $(filter -O -O1 -O2 -O3 -Os -Og -Ofast,$(CFLAGS)),$(if \
	$(findstring _FORTIFY_SOURCE,$(CFLAGS) $(CPPFLAGS))$(findstring \
	-fsanitize,$(CFLAGS)),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2))

# Each of these commands has a file in cmd/ and a page in man/.  Aliases follow
# the colon.
COMMANDS = \
	ec2-modify-image-attribute:ec2mimatt,ec2matt \
	ec2-describe-image-attribute:ec2dimatt,ec2datt \
	ec2-reset-image-attribute:ec2rimatt,ec2ratt \
	ec2-confirm-product-instance:ec2cpi \
	ec2-describe-images:ec2dim \
	ec2-describe-instances:ec2din \
	ec2-describe-instance-attribute:ec2dinatt,ec2diatt \
	ec2-register:ec2reg \
	ec2-deregister:ec2dereg \
	ec2-run-instances:ec2run \
	ec2-terminate-instances:ec2kill \
	ec2-start-instances:ec2start \
	ec2-stop-instances:ec2stop \
	ec2-reboot-instances:ec2reboot \
	ec2-modify-instance-attribute:ec2minatt,ec2miatt \
	ec2-reset-instance-attribute:ec2rinatt,ec2riatt \
	ec2-monitor-instances:ec2min \
	ec2-unmonitor-instances:ec2umin \
	ec2-add-keypair:ec2-create-keypair,ec2addkey \
	ec2-delete-keypair:ec2delkey \
	ec2-describe-keypairs:ec2dkey \
	ec2-import-keypair:ec2ikey \
	ec2-fingerprint-key:ec2fp \
	ec2-get-password:ec2gpass \
	ec2-add-group:ec2-create-group,ec2addgrp \
	ec2-delete-group:ec2delgrp \
	ec2-describe-group:ec2dgrp \
	ec2-authorize:ec2auth \
	ec2-revoke:ec2revoke \
	ec2-allocate-address:ec2allocaddr \
	ec2-associate-address:ec2assocaddr \
	ec2-disassociate-address:ec2disaddr \
	ec2-release-address:ec2reladdr \
	ec2-describe-addresses:ec2daddr \
	ec2-create-snapshot:ec2addsnap \
	ec2-copy-snapshot:ec2cpsnap \
	ec2-describe-snapshots:ec2dsnap \
	ec2-delete-snapshot:ec2delsnap \
	ec2-modify-snapshot-attribute:ec2msnapatt \
	ec2-describe-snapshot-attribute:ec2dsnapatt \
	ec2-reset-snapshot-attribute:ec2rsnapatt \
	ec2-create-image:ec2cim \
	ec2-copy-image:ec2cpimg \
	ec2-enable-image-deprecation \
	ec2-disable-image-deprecation \
	ec2-describe-regions:ec2dre \
	ec2-describe-availability-zones:ec2daz \
	ec2-create-tags:ec2addtag,ec2tag \
	ec2-delete-tags:ec2deltag \
	ec2-describe-tags:ec2dtag \
	ec2-create-volume:ec2addvol \
	ec2-attach-volume:ec2attvol \
	ec2-detach-volume:ec2detvol \
	ec2-delete-volume:ec2delvol \
	ec2-describe-volumes:ec2dvol \
	ec2-describe-instance-status:ec2dins \
	ec2-get-console-output:ec2gcons \
	ec2-version:ec2ver \
	ec2-metadata \
	ec2-verify-identity

# Each audit has a file in cmd/ and a page in man/.  The audits share
# cmd/audit/.
AUDITS = \
	ec2-audit-images \
	ec2-audit-instances

# The programs with completions for shells.  scripts/completion describes the
# form that their help must have.
COMPLETED = $(COMMANDS) $(AUDITS) $(SANDBOX_NAME)

SANDBOX_NAME = $(if $(SANDBOX_ON),ec2-sandbox)

comma    = ,
NAMES    = $(foreach c,$(COMMANDS),$(firstword $(subst :, ,$c)))
ALIASES  = $(foreach c,$(COMMANDS),$(foreach a,\
	$(subst $(comma), ,$(word 2,$(subst :, ,$c))),\
	$a:$(firstword $(subst :, ,$c))))

UNITS = $(notdir $(wildcard contrib/systemd/*.service contrib/systemd/*.timer))

LIB_DEPS     = libcurl openssl libxml-2.0 jansson
AUDIT_DEPS   = sqlite3
SANDBOX_DEPS = libmicrohttpd sqlite3
TEST_DEPS    = check

# The goals clean, dist and uninstall need no libraries.
ifneq ($(filter-out clean dist uninstall,$(or $(MAKECMDGOALS),all)),)
SYSTEM         := $(shell uname -s)
TRIPLET        := $(shell $(CC) -dumpmachine)
MACHINE        := $(firstword $(subst -, ,$(TRIPLET)))
LIB_CFLAGS     := $(shell $(PKG_CONFIG) --cflags $(LIB_DEPS))
LIB_LIBS       := $(shell $(PKG_CONFIG) --libs $(LIB_DEPS))
AUDIT_CFLAGS   := -Icmd/audit -I$(BUILD)/embedded $(shell $(PKG_CONFIG) --cflags $(AUDIT_DEPS))
AUDIT_LIBS     := $(shell $(PKG_CONFIG) --libs $(AUDIT_DEPS))
SANDBOX_CFLAGS := -Icmd/sandbox -I$(BUILD)/embedded $(if $(SANDBOX_ON),$(shell $(PKG_CONFIG) --cflags $(SANDBOX_DEPS)))
SANDBOX_LIBS   := $(if $(SANDBOX_ON),$(shell $(PKG_CONFIG) --libs $(SANDBOX_DEPS)))
TEST_CFLAGS    := $(shell $(PKG_CONFIG) --cflags $(TEST_DEPS) 2>/dev/null)
TEST_LIBS      := $(shell $(PKG_CONFIG) --libs $(TEST_DEPS) 2>/dev/null)

# We use the compiler's own ar, which can read objects for another machine and
# objects that were compiled with -flto.
ifeq ($(origin AR),default)
LTO_AR := $(if $(filter -flto%,$(CFLAGS) $(LDFLAGS)),$(firstword $(shell \
	if $(CC) --version | grep -q clang; then \
		command -v "$$($(CC) -print-prog-name=llvm-ar)"; \
	else \
		command -v $(TRIPLET)-gcc-ar || command -v gcc-ar; \
	fi)))
AR     := $(or $(LTO_AR),$(shell $(CC) -print-prog-name=ar),ar)
endif
# The option D leaves times and users out of the archive.  Outside Linux, ar may
# lack this option.
ARCHIVE := rcs$(if $(filter Linux,$(SYSTEM)),D)
endif

# The last two options permit callbacks that ignore parameters, and rows of
# tables that leave out fields.  The compiler sets these fields to zero.
WARNINGS = -Wall -Wextra -Wformat=2 -Wshadow -Wundef -Wpointer-arith \
	-Wcast-align -Wwrite-strings -Wstrict-prototypes \
	-Wmissing-prototypes -Wmissing-declarations -Wold-style-definition \
	-Wredundant-decls -Wnested-externs -Wvla -Wimplicit-fallthrough \
	-Wchar-subscripts -Wuninitialized -Winit-self -Wfloat-equal \
	-Wtype-limits -Wendif-labels -Wno-unused-parameter \
	-Wno-missing-field-initializers

# With _FILE_OFFSET_BITS and _TIME_BITS, file sizes and times have 64 bits on
# 32-bit machines too.  The last four macros make the headers of the BSDs and of
# macOS declare functions that POSIX lacks, such as pledge.
FEATURES = -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE \
	-D_FILE_OFFSET_BITS=64 -D_TIME_BITS=64 \
	-D_BSD_SOURCE -D_NETBSD_SOURCE -D__BSD_VISIBLE=1 -D_DARWIN_C_SOURCE

ALL_CFLAGS = -std=c11 $(FEATURES) \
	-DEC2_VERSION='"$(VERSION)"' -DEC2_API_VERSION='"$(API_VERSION)"' \
	-DEC2_CERTIFICATES='"$(CERTDIR)"' \
	-Ilib $(WARNINGS) $(HARDEN) $(LIB_CFLAGS) $(FILE_PREFIX) \
	$(CPPFLAGS) $(CFLAGS) -MMD -MP

ALL_LDFLAGS = $(HARDEN_LINK) $(LDFLAGS)

LIB_OBJS     = $(patsubst lib/%.c,$(BUILD)/lib/%.o,$(wildcard lib/*/*.c))
SANDBOX_SRCS = $(wildcard cmd/sandbox/*.c cmd/sandbox/*/*.c)
SANDBOX_OBJS = $(SANDBOX_SRCS:%.c=$(BUILD)/%.o)
AUDIT_SRCS   = $(wildcard cmd/audit/*.c)
AUDIT_OBJS   = $(AUDIT_SRCS:%.c=$(BUILD)/%.o)
# The unit tests are in folders with the same names as those of lib/.
CHECK_SRCS   = $(wildcard tests/*/check_*.c)
CHECK_BINS   = $(patsubst %.c,$(BUILD)/tests/%,$(notdir $(CHECK_SRCS)))
CHECK_OBJS   = $(patsubst %.c,$(BUILD)/%.o,$(CHECK_SRCS) tests/check.c \
	$(wildcard tests/support/*.c))
PROGRAMS     = $(NAMES:%=$(BUILD)/bin/%) $(SANDBOX_NAME:%=$(BUILD)/bin/%) \
	$(AUDITS:%=$(BUILD)/bin/%)
LINKS        = $(foreach a,$(ALIASES),$(BUILD)/bin/$(firstword \
	$(subst :, ,$a)))
# To make the completions, make runs the programs in COMPLETION_BIN.  If the
# build is for another machine, set COMPLETION_BIN to a folder with programs for
# this machine.  COMPLETION= leaves the completions out.
COMPLETION   = $(BUILD)/completion/made
COMPLETION_BIN = $(BUILD)/bin
PAGES1       = $(NAMES:%=man/%.1) $(AUDITS:%=man/%.1) $(SANDBOX_NAME:%=man/%.1)
PAGES7       = man/ec2-product-tools.7 man/ec2-scripting.7 man/ec2-support.7
DOCS         = README NEWS COPYING
CERTIFICATES = $(wildcard certificates/*.pem) certificates/README \
	certificates/ORIGIN

all: $(PROGRAMS) $(LINKS) $(COMPLETION)

$(BUILD)/libec2.a: $(LIB_OBJS)
	rm -f $@
	$(AR) $(ARCHIVE) $@ $(LIB_OBJS)

$(BUILD)/lib/%.o: lib/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(BUILD)/cmd/sandbox/page/page.o: $(BUILD)/embedded/sandbox_css.h
$(BUILD)/cmd/sandbox/%.o: cmd/sandbox/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(SANDBOX_CFLAGS) -c -o $@ $<

$(AUDIT_OBJS) $(AUDITS:%=$(BUILD)/cmd/%.o): $(BUILD)/cmd/%.o: cmd/%.c \
		$(BUILD)/embedded/page_css.h
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(AUDIT_CFLAGS) -c -o $@ $<

# Writes a style sheet as a string in a C header.
$(BUILD)/embedded/page_css.h: cmd/audit/page.css
$(BUILD)/embedded/sandbox_css.h: cmd/sandbox/page/sandbox.css
$(BUILD)/embedded/%_css.h:
	@mkdir -p $(@D)
	{ echo 'static const char $*_css[] ='; \
	  sed -e 's/\\/&&/g' -e 's/"/\\&/g' -e 's/.*/"&\\n"/' $<; \
	  echo ';'; } >$@.new
	mv -f $@.new $@

$(BUILD)/cmd/%.o: cmd/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(BUILD)/bin/ec2-sandbox: $(SANDBOX_OBJS) $(BUILD)/libec2.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(ALL_LDFLAGS) -o $@ $(SANDBOX_OBJS) $(BUILD)/libec2.a \
		$(LIB_LIBS) $(SANDBOX_LIBS) -lpthread $(LDLIBS)

$(NAMES:%=$(BUILD)/bin/%): $(BUILD)/bin/%: $(BUILD)/cmd/%.o $(BUILD)/libec2.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(ALL_LDFLAGS) $(AS_NEEDED) -o $@ $< \
		$(BUILD)/libec2.a $(LIB_LIBS) $(LDLIBS)

$(AUDITS:%=$(BUILD)/bin/%): $(BUILD)/bin/%: $(BUILD)/cmd/%.o $(AUDIT_OBJS) \
		$(BUILD)/libec2.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(ALL_LDFLAGS) $(AS_NEEDED) -o $@ $< $(AUDIT_OBJS) \
		$(BUILD)/libec2.a $(LIB_LIBS) $(AUDIT_LIBS) $(LDLIBS)

define alias_rule
$(BUILD)/bin/$(firstword $(subst :, ,$1)): $(BUILD)/bin/$(lastword $(subst :, ,$1))
	ln -sf $(lastword $(subst :, ,$1)) $$@
endef
$(foreach a,$(ALIASES),$(eval $(call alias_rule,$a)))

$(BUILD)/completion/made: scripts/completion $(PROGRAMS)
	scripts/completion $(@D) $(COMPLETION_BIN) $(COMPLETED)
	@touch $@

# All unit tests are in one program, which is linked once.  A symbolic link to
# the program runs the test that the link is named after.  The main function of
# each test is renamed to main_of_NAME.
$(CHECK_BINS): $(BUILD)/tests/check
	ln -sf check $@

$(BUILD)/tests/check: $(CHECK_OBJS) $(BUILD)/libec2.a
	$(CC) $(CFLAGS) $(ALL_LDFLAGS) -o $@ $(CHECK_OBJS) $(BUILD)/libec2.a \
		$(LIB_LIBS) $(TEST_LIBS) -lpthread $(LDLIBS)

$(BUILD)/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(TEST_CFLAGS) -Itests -I$(BUILD)/tests \
		$(if $(filter check_%,$(*F)),-Dmain=main_of_$(*F) \
		-Wno-missing-prototypes -Wno-missing-declarations) -c -o $@ $<

$(BUILD)/tests/check.o: $(BUILD)/tests/checks.h

# Adding or removing a test changes the modification time of its folder, so make
# lists the tests again.
$(BUILD)/tests/checks.h: $(sort $(dir $(CHECK_SRCS)))
	@mkdir -p $(@D)
	@for n in $(notdir $(CHECK_BINS)); do echo "CHECK($$n)"; done >$@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

# Builds a server that answers from files, for tests of whole commands.
$(BUILD)/tests/replay: tests/replay.c $(BUILD)/libec2.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(SANDBOX_CFLAGS) $(ALL_LDFLAGS) -o $@ $< \
		$(BUILD)/libec2.a $(SANDBOX_LIBS) $(LIB_LIBS) -lpthread \
		$(LDLIBS)

# Builds a server that sends exactly the bytes that a test asks for, for tests
# of false and broken replies.
$(BUILD)/tests/hostile: tests/hostile.c $(BUILD)/libec2.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $< $(BUILD)/libec2.a \
		$(LIB_LIBS) -lpthread $(LDLIBS)

# Builds a memory allocator for LD_PRELOAD: see heap.c.
$(BUILD)/tests/heap.so: tests/heap.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -D_GNU_SOURCE -fPIC $(LDFLAGS) -shared -o $@ $< \
		-ldl -lpthread $(LDLIBS)

# Builds a library for LD_PRELOAD that makes a disk fail: see disk.c.
$(BUILD)/tests/disk.so: tests/disk.c $(BUILD)/libec2.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -D_GNU_SOURCE -fPIC $(LDFLAGS) -shared -o $@ $< \
		lib/base/num.c lib/base/err.c -ldl $(LDLIBS)

# Builds a library for LD_PRELOAD that resolves some host names: see lookup.c.
$(BUILD)/tests/lookup.so: tests/lookup.c $(BUILD)/libec2.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -D_GNU_SOURCE -fPIC $(LDFLAGS) -shared -o $@ $< \
		lib/base/num.c lib/base/err.c -ldl $(LDLIBS)

BENCH_TOOLS = timer replay signatures loop

$(BUILD)/tests/timer: tests/bench/timer.c $(BUILD)/libec2.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $< $(BUILD)/libec2.a $(LDLIBS)

$(BUILD)/tests/signatures: tests/bench/signatures.c $(BUILD)/libec2.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $< $(BUILD)/libec2.a \
		$(LIB_LIBS) $(LDLIBS)

$(BUILD)/tests/loop: tests/bench/loop.c $(BUILD)/libec2.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $< $(BUILD)/libec2.a \
		$(LIB_LIBS) $(LDLIBS)

# The fuzzers test the parsers of outside input, with seeds in
# tests/fuzz/corpus.  The fuzzers need clang and its libFuzzer.  `make fuzz`
# runs each fuzzer for a minute, and `FUZZ_SECONDS=600 make fuzz` for ten
# minutes.  The objects of the fuzzers are in FUZZ_BUILD, where scripts/test
# also builds with the sanitizers.
FUZZ_CC      ?= clang
FUZZ_SECONDS ?= 60
FUZZ_BUILD   ?= build-asan
FUZZ_CFLAGS   = -O1 -g -fsanitize=address,undefined,fuzzer-no-link \
	-fno-sanitize-recover=all -fno-omit-frame-pointer
FUZZ_MAKE     = $(MAKE) BUILD=$(FUZZ_BUILD) CC=$(FUZZ_CC) \
	CFLAGS="$(FUZZ_CFLAGS)"
FUZZ_BINS     = $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,\
	$(wildcard tests/fuzz/fuzz_*.c))
# The commands whose main functions the fuzzers call.
FUZZ_COMMANDS = $(if $(filter fuzz%,$(MAKECMDGOALS)),$(subst _,-,$(shell \
	sed -n 's/^int main_of_\([a-z_]*\).*/\1/p' tests/fuzz/fuzz_*.c)))
FUZZ_OBJS     = $(FUZZ_COMMANDS:%=$(BUILD)/fuzz/cmd/ec2-%.o) \
	$(filter-out %/main.o,$(SANDBOX_OBJS)) $(LIB_OBJS)

$(BUILD)/fuzz/%.o: tests/fuzz/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(SANDBOX_CFLAGS) -c -o $@ $<

# Compiles a command with its main renamed to main_of_NAME.
$(BUILD)/fuzz/cmd/ec2-%.o: cmd/ec2-%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Wno-missing-prototypes \
		-Dmain=main_of_$(subst -,_,$*) -c -o $@ $<

$(BUILD)/fuzz/libfuzzed.a: $(FUZZ_OBJS)
	rm -f $@
	$(AR) $(ARCHIVE) $@ $(FUZZ_OBJS)

$(BUILD)/fuzz/fuzz_%: $(BUILD)/fuzz/fuzz_%.o $(BUILD)/fuzz/libfuzzed.a
	$(CC) $(CFLAGS) -fsanitize=fuzzer $(LDFLAGS) -o $@ $^ \
		$(LIB_LIBS) $(SANDBOX_LIBS) -lpthread $(LDLIBS)

# fuzz-programs makes the goal fuzzers with the flags of FUZZ_MAKE.
fuzzers: $(FUZZ_BINS)

fuzz-programs:
	+$(FUZZ_MAKE) fuzzers

fuzz: fuzz-programs
	BUILD=$(FUZZ_BUILD) FUZZ_SECONDS=$(FUZZ_SECONDS) scripts/run-fuzzers

# Runs the tests whose names match the globs in TESTS.  If TESTS is empty, runs
# all tests.
TESTS = $(if $(SANDBOX_ON),,'check_*' hardening install)

check: check-programs
	BUILD=$(BUILD) scripts/run-tests $(TESTS)

check-programs: all $(CHECK_BINS) $(BUILD)/tests/hostile \
	$(if $(SANDBOX_ON),$(BUILD)/tests/replay) \
	$(if $(filter Linux,$(SYSTEM)),$(BUILD)/tests/disk.so \
	$(BUILD)/tests/heap.so $(BUILD)/tests/lookup.so)

# Runs commands in which one allocation fails: every seventh allocation, and
# each allocation of our code, libcurl and libxml2.  The test takes half an
# hour.
check-memory: check-programs
	BUILD=$(BUILD) MEMORY_EVERY=7 TEST_TIMEOUT=7200 \
		scripts/run-tests memory

# Runs all benchmarks, even if one of them fails.  If make static has built the
# static file, also runs bench-static.
BENCHMARKS = one-call confirm images signatures audit regions audit-year.py

bench: all $(BENCH_TOOLS:%=$(BUILD)/tests/%)
	failed=0; for name in $(BENCHMARKS); do \
		BUILD=$(BUILD) tests/bench/$$name || failed=1; \
	done; [ ! -e $(BUILD)/static/bin/ec2-product-tools ] || \
		$(MAKE) bench-static || failed=1; exit $$failed

# After `make`, `make install` compiles nothing, even with another PREFIX.
install: all
	$(INSTALL) -d "$(DESTDIR)$(BINDIR)" "$(DESTDIR)$(MANDIR)/man1" \
		"$(DESTDIR)$(MANDIR)/man7" "$(DESTDIR)$(DOCDIR)" \
		"$(DESTDIR)$(CERTDIR)"
	$(INSTALL) -m 755 $(PROGRAMS) "$(DESTDIR)$(BINDIR)"
	$(INSTALL) -m 644 $(PAGES1) "$(DESTDIR)$(MANDIR)/man1"
	$(INSTALL) -m 644 $(PAGES7) "$(DESTDIR)$(MANDIR)/man7"
	$(INSTALL) -m 644 $(DOCS) "$(DESTDIR)$(DOCDIR)"
	$(INSTALL) -m 644 $(CERTIFICATES) "$(DESTDIR)$(CERTDIR)"
	for a in $(ALIASES); do \
		ln -sf "$${a#*:}" "$(DESTDIR)$(BINDIR)/$${a%%:*}" && \
		ln -sf "$${a#*:}.1" \
		    "$(DESTDIR)$(MANDIR)/man1/$${a%%:*}.1" || exit 1; \
	done
ifneq ($(COMPLETION),)
	$(INSTALL) -d "$(DESTDIR)$(BASHDIR)" "$(DESTDIR)$(ZSHDIR)" \
		"$(DESTDIR)$(FISHDIR)"
	$(INSTALL) -m 644 $(BUILD)/completion/bash-completion/completions/* \
		"$(DESTDIR)$(BASHDIR)"
	for a in $(ALIASES); do \
		ln -sf "$${a#*:}" "$(DESTDIR)$(BASHDIR)/$${a%%:*}" || exit 1; \
	done
	$(INSTALL) -m 644 $(BUILD)/completion/zsh/site-functions/* \
		"$(DESTDIR)$(ZSHDIR)"
	$(INSTALL) -m 644 $(BUILD)/completion/fish/vendor_completions.d/* \
		"$(DESTDIR)$(FISHDIR)"
endif
ifneq ($(SYSTEMDDIR),)
	$(INSTALL) -d "$(DESTDIR)$(UNITDIR)" "$(DESTDIR)$(SYSUSERSDIR)"
	for u in $(UNITS); do \
		sed -e 's|@BINDIR@|$(UNIT_BINDIR)|' \
		    -e 's|/etc/ec2-audit|$(UNIT_SYSCONFDIR)/ec2-audit|g' \
		    "contrib/systemd/$$u" >"$(DESTDIR)$(UNITDIR)/$$u" && \
		chmod 644 "$(DESTDIR)$(UNITDIR)/$$u" || exit 1; \
	done
	$(INSTALL) -m 644 contrib/systemd/ec2-audit.conf \
		"$(DESTDIR)$(SYSUSERSDIR)"
endif

# The paths in the unit files.  systemd splits command lines at spaces, so each
# space in a path is written as an escape.
empty =
space = $(empty) $(empty)
UNIT_BINDIR     = $(subst $(space),\\x20,$(BINDIR))
UNIT_SYSCONFDIR = $(subst $(space),\\x20,$(SYSCONFDIR))

uninstall:
	for n in $(NAMES) $(AUDITS) ec2-sandbox $(foreach a,$(ALIASES),$(firstword \
	    $(subst :, ,$a))); do \
		rm -f "$(DESTDIR)$(BINDIR)/$$n" \
		    "$(DESTDIR)$(MANDIR)/man1/$$n.1" \
		    "$(DESTDIR)$(BASHDIR)/$$n" "$(DESTDIR)$(ZSHDIR)/_$$n" \
		    "$(DESTDIR)$(FISHDIR)/$$n.fish" || exit 1; \
	done
	for p in $(notdir $(PAGES7)); do \
		rm -f "$(DESTDIR)$(MANDIR)/man7/$$p" || exit 1; \
	done
	for d in $(DOCS); do \
		rm -f "$(DESTDIR)$(DOCDIR)/$$d" || exit 1; \
	done
	[ ! -d "$(DESTDIR)$(DOCDIR)" ] || rmdir "$(DESTDIR)$(DOCDIR)"
	for c in $(notdir $(CERTIFICATES)); do \
		rm -f "$(DESTDIR)$(CERTDIR)/$$c" || exit 1; \
	done
	[ ! -d "$(DESTDIR)$(CERTDIR)" ] || rmdir "$(DESTDIR)$(CERTDIR)"
	[ ! -d "$(DESTDIR)$(SHARE)/ec2-product-tools" ] || \
		rmdir "$(DESTDIR)$(SHARE)/ec2-product-tools"
ifneq ($(SYSTEMDDIR),)
	for u in $(UNITS); do \
		rm -f "$(DESTDIR)$(UNITDIR)/$$u" || exit 1; \
	done
	rm -f "$(DESTDIR)$(SYSUSERSDIR)/ec2-audit.conf"
endif

# Makes the release file: see scripts/dist.
dist:
	scripts/dist $(VERSION) $(BUILD)

# static.mk has the goals static, check-static, bench-static and static-pins.
include static.mk

# Prints the compiler's flags, for tools that read the sources with these flags.
print-cflags:
	@:$(info $(filter-out -M%,$(ALL_CFLAGS)) $(SANDBOX_CFLAGS) $(AUDIT_CFLAGS))

clean:
	rm -rf $(BUILD)

.PHONY: all check check-memory check-programs fuzz fuzz-programs fuzzers bench \
	print-cflags install uninstall dist clean
.SECONDARY:

-include $(wildcard $(BUILD)/lib/*/*.d $(BUILD)/cmd/*.d $(BUILD)/cmd/audit/*.d \
	$(BUILD)/cmd/sandbox/*.d $(BUILD)/cmd/sandbox/*/*.d $(BUILD)/tests/*.d \
	$(BUILD)/tests/*/*.d $(BUILD)/fuzz/*.d $(BUILD)/fuzz/cmd/*.d)
