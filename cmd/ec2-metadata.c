/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-metadata: what an instance can ask about itself. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "system/confine.h"
#include "base/err.h"
#include "aws/imds.h"
#include "system/lines.h"
#include "cli/opt.h"
#include "cli/parse.h"
#include "output/out.h"
#include "cli/program.h"
#include "cli/usage.h"

static const char self[] = "ec2-metadata";

static const struct opt options[] = {
	{ 'a', "ami-id", .help = "the image it was launched from" },
	{ 'l', "ami-launch-index", .help = "its number within the launch" },
	{ 'm', "ami-manifest-path", .help = "where the image's manifest is" },
	{ 'n', "ancestor-ami-ids", .help = "what the image was made from" },
	{ 'b', "block-device-mapping", .help = "names of devices" },
	{ 'i', "instance-id", .help = "its id" },
	{ 't', "instance-type", .help = "its type" },
	{ 'h', "local-hostname", .help = "its name within the network" },
	{ 'o', "local-ipv4", .help = "its address within the network" },
	{ 'k', "kernel-id", .help = "its kernel" },
	{ 'z', "availability-zone", .help = "the zone it runs in" },
	{ 'c', "product-codes", .help = "product codes attached to it" },
	{ 'p', "public-hostname", .help = "its name outside" },
	{ 'v', "public-ipv4", .help = "its address outside" },
	{ 'u', "public-keys", .help = "keys given at the launch" },
	{ 'r', "ramdisk-id", .help = "its RAM disk" },
	{ 'e', "reservation-id", .help = "the reservation of the launch" },
	{ 's', "security-groups", .help = "names of its groups" },
	{ 'd', "user-data", .help = "data given at the launch" },
	{ 'g', "tags", .help = "its tags, where they are allowed" },
	{ 0, "all", .help = "all of these; so it is without any" },
	{ 0, "path", "PATH",
	  .use = OPT_MANY, .help = "any path; - reads them, a line each" },
	{ 0, "quiet", .help = "print values without their names" },
	{ 0, "strict", .help = "status 1 when something is not there" },
	{ 0, "api-version", "VERSION",
	  .help = "ask this version of the service (latest)" },
	{ 0, "help", .help = "print this" },
	{ 0, "version", .help = "print the versions of the tools and the API" },
	OPT_END
};

static const struct opt no_options[] = { OPT_END };

struct run {
	struct opt_args args;
	struct imds *imds;
	struct confine confine;
	struct out out;
	const char *version;
	bool quiet;
	bool terminal;		/* standard output is one */
	bool unended;		/* what was printed last has no newline */
	bool absent;		/* something */
	bool failed;		/* something, and the rest went on */
};

/* What lies at an item's path. */
enum kind {
	VALUE,
	DOCUMENT,
	LIST,		/* of values */
	KEYS,		/* a list of directories with a key in each */
};

struct item {
	int letter;
	const char *label, *path;
	enum kind kind;
};

/* In the order of --all. */
static const struct item items[] = {
	{ 'a', "ami-id",            "meta-data/ami-id",            VALUE },
	{ 'l', "ami-launch-index",  "meta-data/ami-launch-index",  VALUE },
	{ 'm', "ami-manifest-path", "meta-data/ami-manifest-path", VALUE },
	{ 'n', "ancestor-ami-ids",  "meta-data/ancestor-ami-ids",  VALUE },
	{ 'b', "block-device-mapping",
	       "meta-data/block-device-mapping/",                  LIST },
	{ 'i', "instance-id",       "meta-data/instance-id",       VALUE },
	{ 't', "instance-type",     "meta-data/instance-type",     VALUE },
	{ 'h', "local-hostname",    "meta-data/local-hostname",    VALUE },
	{ 'o', "local-ipv4",        "meta-data/local-ipv4",        VALUE },
	{ 'k', "kernel-id",         "meta-data/kernel-id",         VALUE },
	{ 'z', "placement",
	       "meta-data/placement/availability-zone",            VALUE },
	{ 'c', "product-codes",     "meta-data/product-codes",     VALUE },
	{ 'p', "public-hostname",   "meta-data/public-hostname",   VALUE },
	{ 'v', "public-ipv4",       "meta-data/public-ipv4",       VALUE },
	{ 'u', "public-keys",       "meta-data/public-keys/",      KEYS },
	{ 'r', "ramdisk-id",        "meta-data/ramdisk-id",        VALUE },
	{ 'e', "reservation-id",    "meta-data/reservation-id",    VALUE },
	{ 's', "security-groups",   "meta-data/security-groups",   VALUE },
	{ 'd', "user-data",         "user-data",                   DOCUMENT },
	{ 'g', "tags",              "meta-data/tags/instance/",    LIST },
};

static size_t without_newlines(const struct buf *value)
{
	size_t len = value->len;

	while (len && value->data[len - 1] == '\n')
		len--;
	return len;
}

/* PATH is below the version unless it begins with a slash.  An empty value
 * counts as none: that is how the service tells of user data. */
static int fetch(struct run *r, const char *path, struct buf *value,
		 bool *found, struct err *err)
{
	struct buf full = {0};
	int rc;

	if (*path != '/')
		buf_printf(&full, "/%s/", r->version);
	buf_puts(&full, path);
	rc = buf_check(&full, "path", err);
	if (rc == 0)
		rc = imds_get(r->imds, buf_str(&full), value, found, err);
	buf_release(&full);
	if (rc == 0 && !without_newlines(value))
		*found = false;
	if (rc == 0 && !*found)
		r->absent = true;
	return rc;
}

/* A value of one line or several, without the newlines at its end. */
static void put_text(struct run *r, const struct buf *value)
{
	size_t len = without_newlines(value);

	for (size_t at = 0; at < len;) {
		const char *line = value->data + at;
		const char *end = memchr(line, '\n', len - at);
		size_t n = end ? (size_t)(end - line) : len - at;

		out_escape(&r->out.pending, line, n);
		at += n;
		if (end) {
			buf_putc(&r->out.pending, '\n');
			at++;
		}
	}
	buf_putc(&r->out.pending, '\n');
}

static void put_label(struct run *r, const char *label, const char *end)
{
	if (r->quiet)
		return;
	out_escape(&r->out.pending, label, strlen(label));
	buf_puts(&r->out.pending, end);
}

static void end_line(struct run *r)
{
	if (r->unended)
		buf_putc(&r->out.pending, '\n');
	r->unended = false;
}

/* User data, and what a path leads to, is a document: escapes would spoil it
 * in a file or a pipe, where it goes as it is.  A terminal could be taken
 * over by it, and gets it as it gets any value.  User data under --quiet is
 * to the byte what was given, which may be an archive; all else ends with
 * one newline. */
static void put_document(struct run *r, const struct buf *value, bool exact)
{
	buf_append(&r->out.pending, value->data,
		   exact ? value->len : without_newlines(value));
	r->unended = !exact || value->data[value->len - 1] != '\n';
	if (!exact)
		end_line(r);
}

/* What lies at PATH followed by NAME; nothing, when nothing does. */
static int fetch_below(struct run *r, const char *path, const char *name,
		       struct buf *value, struct err *err)
{
	struct buf below = {0};
	bool found;
	int rc;

	buf_printf(&below, "%s%s", path, name);
	rc = buf_check(&below, "path", err);
	if (rc == 0)
		rc = fetch(r, buf_str(&below), value, &found, err);
	buf_release(&below);
	return rc;
}

static int print_entry(struct run *r, const char *path, char *entry,
		       struct err *err)
{
	struct buf value = { .secret = true };
	int rc = fetch_below(r, path, entry, &value, err);

	if (rc == 0) {
		put_label(r, "", "\t ");
		put_label(r, entry, ": ");
		put_text(r, &value);
	}
	buf_release(&value);
	return rc;
}

/* An entry is INDEX=NAME, and below the index lies a list of formats, which
 * has been one format ever since. */
static int print_key(struct run *r, const char *path, char *entry,
		     struct err *err)
{
	struct buf below = {0}, format = {0}, key = {0};
	char *key_name = strchr(entry, '=');
	int rc;

	if (key_name)
		*key_name++ = '\0';
	buf_printf(&below, "%s%s/", path, entry);
	rc = buf_check(&below, "path", err);
	if (rc == 0)
		rc = fetch_below(r, below.data, "", &format, err);
	if (rc == 0 && format.len)
		format.data[strcspn(format.data, "\n")] = '\0';
	if (rc == 0)
		rc = fetch_below(r, below.data, buf_str(&format), &key, err);
	if (rc == 0) {
		put_label(r, "keyname:", "");
		put_label(r, key_name ? key_name : entry, "\n");
		put_label(r, "index:", "");
		put_label(r, entry, "\n");
		put_label(r, "format:", "");
		put_label(r, buf_str(&format), "\n");
		put_label(r, "key:(begins from next line)", "\n");
		put_text(r, &key);
	}
	buf_release(&below);
	buf_release(&format);
	buf_release(&key);
	return rc;
}

/* LIST is taken apart. */
static int print_list(struct run *r, const struct item *item,
		      struct buf *list, struct err *err)
{
	char *entry, *next;
	int rc = 0;

	for (entry = list->data; rc == 0 && *entry; entry = next) {
		next = entry + strcspn(entry, "\n");
		if (*next)
			*next++ = '\0';
		if (*entry && item->kind == KEYS)
			rc = print_key(r, item->path, entry, err);
		else if (*entry)
			rc = print_entry(r, item->path, entry, err);
	}
	return rc;
}

static int print(struct run *r, const struct item *item, struct err *err)
{
	struct buf value = { .secret = true };
	bool list = item->kind == LIST || item->kind == KEYS;
	bool found = false;
	int rc = fetch(r, item->path, &value, &found, err);

	if (rc == 0)
		put_label(r, item->label, list ? ": \n" : ": ");
	if (rc == 0 && !found)
		buf_puts(&r->out.pending, "not available\n");
	else if (rc == 0 && list)
		rc = print_list(r, item, &value, err);
	else if (rc == 0 && item->kind == DOCUMENT && !r->terminal)
		put_document(r, &value, r->quiet && item->letter);
	else if (rc == 0)
		put_text(r, &value);
	buf_release(&value);
	return rc;
}

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Prints one item and writes it, so that whoever reads does not wait for
 * the next.  A failure that is about this item alone does not end the run. */
static int print_item(struct run *r, const struct item *item,
		      struct err *err)
{
	struct err why = {0};

	end_line(r);
	if (print(r, item, &why) == 0)
		return out_flush(&r->out, err);
	if (out_flush(&r->out, err))
		return -1;
	if (!imds_other_may(r->imds)) {
		*err = why;
		return -1;
	}
	r->failed = true;
	(void)program_complain(self, "--help", &why);
	return 0;
}

static int print_all(struct run *r, struct err *err)
{
	for (size_t i = 0; i < COUNT(items); i++)
		if (print_item(r, &items[i], err))
			return -1;
	return 0;
}

static bool is_one_of(const char *const *words, const char *text, size_t len)
{
	for (; *words; words++)
		if (strlen(*words) == len && !strncmp(*words, text, len))
			return true;
	return false;
}

static bool is_version(const char *text, size_t len)
{
	static const char *const named[] = { "latest", "1.0", NULL };
	static const char form[] = "0000-00-00";
	bool date = len == strlen(form);

	for (size_t i = 0; date && i < len; i++)
		date = form[i] == '0' ? text[i] >= '0' && text[i] <= '9'
				      : text[i] == form[i];
	return date || is_one_of(named, text, len);
}

/* A path may begin with a version of its own, with one of the directories of
 * a version, or below meta-data, where nearly everything is; a slash in front
 * changes nothing. */
static int print_path(struct run *r, const char *given, struct err *err)
{
	static const char *const tops[] = {
		"dynamic", "meta-data", "user-data", NULL,
	};
	struct item item = { .kind = DOCUMENT };
	struct buf path = {0};
	size_t len;
	int rc;

	given += strspn(given, "/");
	len = strcspn(given, "/");
	buf_putc(&path, '/');
	if (len && !is_version(given, len))
		buf_printf(&path, "%s/%s", r->version,
			   is_one_of(tops, given, len) ? "" : "meta-data/");
	buf_puts(&path, given);
	rc = buf_check(&path, "path", err);
	item.path = buf_str(&path);
	item.label = path.len > 1 ? item.path + 1 : item.path;
	if (rc == 0)
		rc = print_item(r, &item, err);
	buf_release(&path);
	return rc;
}

static int print_paths(struct run *r, struct err *err)
{
	enum lines_state state;
	struct lines lines;
	const char *line;
	int rc;

	lines_init(&lines, STDIN_FILENO);
	do {
		rc = lines_wait(&lines, &state, &line, err);
		if (rc == 0 && state == LINES_ONE)
			rc = print_path(r, line, err);
	} while (rc == 0 && state == LINES_ONE);
	lines_release(&lines);
	return rc;
}

static int print_letter(struct run *r, int letter, struct err *err)
{
	size_t i = 0;

	while (items[i].letter != letter)
		i++;
	return print_item(r, &items[i], err);
}

/* In the order of the command line, which --all ends. */
static int print_given(struct run *r, struct err *err)
{
	bool any = false;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < r->args.len; i++) {
		const struct opt *opt = r->args.given[i].opt;
		const char *value = r->args.given[i].value;

		if (strcmp(opt->name, "all") == 0)
			return print_all(r, err);
		if (opt->letter)
			rc = print_letter(r, opt->letter, err);
		else if (strcmp(opt->name, "path") != 0)
			continue;
		else if (strcmp(value, "-") == 0)
			rc = print_paths(r, err);
		else
			rc = print_path(r, value, err);
		any = true;
	}
	return rc || any ? rc : print_all(r, err);
}

static int take_version(struct run *r, struct err *err)
{
	for (size_t i = 0; i < r->args.len; i++) {
		const struct opt_given *given = &r->args.given[i];

		if (strcmp(given->opt->name, "api-version") != 0)
			continue;
		r->version = given->value;
		if (!is_version(r->version, strlen(r->version)))
			return err_usage(err, "--api-version: '%s' is neither "
					 "latest nor a version such as "
					 "2007-03-01", r->version);
	}
	return 0;
}

static int reach(struct run *r, struct err *err)
{
	struct imds_settings settings = { .confine = &r->confine };

	for (size_t i = 0; i < IMDS_VARIABLES; i++) {
		const struct imds_variable *v = &imds_variables[i];

		*(const char **)(void *)((char *)&settings + v->offset) =
			getenv(v->name);
	}
	return imds_new(&r->imds, &settings, err);
}

static int run(struct run *r, int argc, char **argv, struct err *err)
{
	static const struct opt_spec spec = {
		.name = self,
		.synopsis = "[OPTION]...",
		.purpose = "Prints what an instance can ask about itself.",
		.options = options,
		.general = no_options,
		.no_defaults = true,
	};

	if (parse_line(&r->args, &spec, argc, argv, err))
		return -1;
	if (opt_has(&r->args, "help"))
		usage_text(&r->out.pending, &spec);
	else if (opt_has(&r->args, "version"))
		buf_puts(&r->out.pending,
			 EC2_VERSION "\t" EC2_API_VERSION "\n");
	if (r->out.pending.len || r->out.pending.failed)
		return program_close(&r->out, err);
	r->quiet = opt_has(&r->args, "quiet");
	if (usage_check(&r->args, &spec, err) ||
	    opt_read_value(&r->args, STDIN_FILENO, err) ||
	    take_version(r, err) || reach(r, err) || print_given(r, err))
		return -1;
	return program_close(&r->out, err);
}

int main(int argc, char **argv)
{
	struct run r = {
		.out = { .fd = STDOUT_FILENO },
		.version = "latest",
		.terminal = isatty(STDOUT_FILENO),
	};
	int status = EXIT_SUCCESS;
	struct err err = {0};

	program_begin();
	if (run(&r, argc, argv, &err) && !r.out.gone)
		status = program_complain(self, "--help", &err);
	else if (r.failed || (r.absent && opt_has(&r.args, "strict")))
		status = EXIT_FAILURE;
	imds_free(r.imds);
	opt_release(&r.args);
	out_release(&r.out);
	if (r.out.gone)
		program_die_of_pipe();
	return status;
}
