/* SPDX-License-Identifier: BSD-2-Clause */
#include "credentials/provider_json.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/codec.h"
#include "http/jsondoc.h"

/* Copies TEXT, a time, to PLAIN.  Corrects three deviations from ISO 8601:
 * "UTC" as the zone, a space before the zone (Ruby), and missing seconds (Java,
 * if the seconds are 0).  Sets PLAIN to "" if TEXT is too short or too long. */
static void make_plain(const char *text, char *plain, size_t size)
{
	const size_t minutes = strlen("0000-00-00T00:00");
	const char *seconds, *zone;
	int len;

	*plain = '\0';
	if (strlen(text) <= minutes || strlen(text) + strlen(":00") >= size)
		return;
	seconds = text + minutes;
	zone = seconds + strspn(seconds, ":.,0123456789");
	len = (int)(zone - text);
	if (*zone == ' ')
		zone++;
	if (strcmp(zone, "UTC") == 0)
		zone = "Z";
	(void)snprintf(plain, size, "%.*s%s%s", len, text,
		       text + len == seconds ? ":00" : "", zone);
}

int provider_json_time(const char *text, time_t *out, struct err *err)
{
	struct err ignored;
	char plain[64];

	make_plain(text, plain, sizeof(plain));
	if (codec_time_parse(plain, out, &ignored) == 0)
		return 0;
	return codec_time_parse(text, out, err);
}

static int say_expired(const struct provider *p, time_t when, struct err *err)
{
	char text[CODEC_EXTENDED_SIZE];

	codec_time_extended(when, text);
	err_set(err, "the keys expired at %s", text);
	if (p->clock_off && *p->clock_off)
		return -1;
	return err_hint(err, "the check used this machine's clock: is that "
			"clock right?");
}

static int take_time(const struct provider_json *names,
		     const struct provider *p, const struct jsondoc *doc,
		     struct cred *cred, struct err *err)
{
	const char *text = names->expires
			   ? jsondoc_string(doc, names->expires) : NULL;
	long long ms;

	if (text && provider_json_time(text, &cred->expires, err))
		return err_prefix(err, "%s", names->expires);
	if (names->expires_ms && jsondoc_integer(doc, names->expires_ms, &ms))
		cred->expires = (time_t)(ms / 1000);
	if (!cred->expires && names->temporary)
		return err_set(err, "%s is missing", names->expires
			       ? names->expires : names->expires_ms);
	if (cred->expires && cred->expires <= provider_now(p) &&
	    !names->may_be_late)
		return say_expired(p, cred->expires, err);
	return 0;
}

static int take_members(const struct provider_json *names,
			const struct provider *p, const struct jsondoc *doc,
			struct cred *cred, struct err *err)
{
	struct cred_triple t = {
		.access_key = jsondoc_string(doc, names->access_key),
		.access_name = names->access_key,
		.secret_key = jsondoc_string(doc, names->secret_key),
		.secret_name = names->secret_key,
		.token = jsondoc_string(doc, names->token),
	};
	const char *code = jsondoc_string(doc, "Code");
	const char *message = jsondoc_string(doc, "Message");
	bool found;

	if (code && *code && !t.access_key)
		return err_set(err, "%s%s%s", code, message ? ": " : "",
			       message ? message : "");
	if (names->temporary && !(t.token && *t.token))
		return err_set(err, "%s is missing", names->token);
	if (cred_take(cred, &t, &found, err))
		return -1;
	if (!found)
		return err_set(err, "%s is missing", names->access_key);
	return take_time(names, p, doc, cred, err);
}

int provider_json_take(const struct provider_json *names,
		       const struct provider *p, const struct buf *text,
		       struct cred *cred, struct err *err)
{
	struct jsondoc *doc = NULL;
	struct cred taken;
	int rc;

	if (jsondoc_parse(&doc, buf_str(text), text->len, err))
		return -1;
	cred_init(&taken);
	rc = take_members(names, p, doc, &taken, err);
	if (rc == 0)
		cred_move(cred, &taken);
	cred_release(&taken);
	jsondoc_free(doc);
	return rc;
}
