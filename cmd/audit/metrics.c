/* SPDX-License-Identifier: BSD-2-Clause */
#include "metrics.h"

#include <string.h>

#include "base/now.h"
#include "base/str.h"
#include "cli/program.h"
#include "output/escape.h"
#include "system/file.h"

void metrics_family(struct buf *out, const char *name, const char *help)
{
	buf_printf(out, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name);
}

void metrics_number(struct buf *out, const char *family, const char *labels,
		    const char *name, const char *value, size_t number)
{
	buf_printf(out, "%s{%s", family, labels);
	if (name)
		buf_printf(out, ",%s=\"%s\"", name, value);
	buf_printf(out, "} %zu\n", number);
}

static void put_label(struct buf *out, const char *name, const char *value)
{
	struct buf text = { 0 };

	escape_text(&text, value, strlen(value));
	buf_printf(out, "%s%s=\"", out->len ? "," : "", name);
	for (const char *p = buf_str(&text); *p; p++) {
		if (*p == '"' || *p == '\\')
			buf_putc(out, '\\');
		buf_putc(out, *p);
	}
	buf_putc(out, '"');
	buf_release(&text);
}

static const char *first_of(const char *one, const char *two, const char *three)
{
	return one ? one : two ? two : three ? three : "";
}

static void put_labels(const struct audit *a, struct buf *out)
{
	const struct settings *s = &a->settings;
	struct buf regions = { 0 };

	audit_targets(a, session_region, ",", &regions);
	put_label(out, "audit", a->program->kind);
	put_label(out, "code", buf_str(&a->code));
	put_label(out, "list", buf_str(&a->listpath));
	put_label(out, "profile", first_of(s->profile, s->env_profile, NULL));
	put_label(out, "region", regions.len ? buf_str(&regions)
		  : first_of(s->region, s->env_region,
			     s->env_default_region));
	out->failed = out->failed || regions.failed;
	buf_release(&regions);
}

static void put_gauge(struct buf *out, const char *name, const char *help,
		      const char *labels, size_t number)
{
	metrics_family(out, name, help);
	metrics_number(out, name, labels, NULL, NULL, number);
}

static const char run_prefix[] = "ec2_audit_last_run_";
static const char duration[] = "ec2_audit_duration_seconds";

/* Appends the numbers about the run, which may have failed. */
static void put_run(const struct audit *a, struct buf *out,
		    const char *labels, int status)
{
	long long ms = now_ms() - a->begun_ms;

	put_gauge(out, "ec2_audit_last_run_timestamp_seconds",
		  "Start time of the last run, even if it failed.", labels,
		  (size_t)a->now);
	put_gauge(out, "ec2_audit_last_run_status",
		  "The exit status of the last run.", labels, (size_t)status);
	metrics_family(out, duration, "How long the last run took.");
	buf_printf(out, "%s{%s} %lld.%03lld\n", duration, labels, ms / 1000,
		   ms % 1000);
}

int metrics_write(struct audit *a, struct buf *out, struct err *err)
{
	struct buf labels = { 0 };

	put_labels(a, &labels);
	a->program->metrics(a, out, buf_str(&labels));
	put_gauge(out, "ec2_audit_timestamp_seconds",
		  "Start time of the last run that got answers.",
		  buf_str(&labels), (size_t)a->now);
	put_run(a, out, buf_str(&labels), (int)a->run.status);
	out->failed = out->failed || labels.failed;
	buf_release(&labels);
	return buf_check(out, "metrics", err);
}

/* Returns whether LINE is one that put_run writes. */
static bool is_of_run(const char *line)
{
	if (str_begins(line, "# HELP ") || str_begins(line, "# TYPE "))
		line += 7;
	return str_begins(line, run_prefix) || str_begins(line, duration);
}

/* Appends the lines of OLD that put_run did not write.  Sets LABELS to the
 * labels of the last run in OLD, because a run that fails may not know its
 * region yet. */
static void keep_findings(const struct buf *old, struct buf *out,
			  struct buf *labels)
{
	const char *p = buf_str(old);

	while (*p) {
		size_t len = strcspn(p, "\n");
		const char *brace = memchr(p, '{', len);
		const char *end = p + len;

		/* Searches for the last }, because a label's value may contain
		 * a }. */
		while (end > p && *end != '}')
			end--;
		if (!is_of_run(p)) {
			buf_append(out, p, len);
			buf_putc(out, '\n');
		} else if (brace && end > brace) {
			buf_clear(labels);
			buf_append(labels, brace + 1,
				   (size_t)(end - brace - 1));
		}
		p += len + (p[len] == '\n');
	}
}

void metrics_failed(struct audit *a, int status)
{
	struct buf old = { 0 }, out = { 0 }, labels = { 0 };
	struct file_state state;
	struct err err;
	int rc;

	put_labels(a, &labels);
	rc = file_read_settings(&old, buf_str(&a->metrics.path), &state, &err);
	if (!rc) {
		keep_findings(&old, &out, &labels);
		put_run(a, &out, buf_str(&labels), status);
		rc = outfile_put(&a->metrics, &out, &err);
	}
	if (rc)
		program_say(a->program->name, err.text);
	buf_release(&old);
	buf_release(&out);
	buf_release(&labels);
}
