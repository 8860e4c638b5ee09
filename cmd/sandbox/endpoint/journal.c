/* SPDX-License-Identifier: BSD-2-Clause */
#include "endpoint/journal.h"

#include <errno.h>
#include <string.h>

#include <jansson.h>

#include "base/codec.h"
#include "call/call.h"

int journal_open(FILE **out, const char *file, struct err *err)
{
	*out = strcmp(file, "-") == 0 ? stdout : fopen(file, "ae");
	return *out ? 0 : err_errno(err, errno, "--log %s", file);
}

/* Returns whether a parameter may hold a secret, as user data often does. */
static bool is_hidden(const struct params *params, const char *name)
{
	const char *attribute = params_get(params, "Attribute");

	return strncmp(name, "UserData", strlen("UserData")) == 0 ||
	       strcmp(name, "PresignedUrl") == 0 ||
	       (strcmp(name, "Value") == 0 && attribute &&
		strcmp(attribute, "userData") == 0);
}

static json_t *make_parameters(const struct params *params)
{
	json_t *all = json_object();

	for (size_t i = 0; i < params->len; i++) {
		const char *name = params_name(params, i);
		const char *value = params_value(params, i);

		if (call_is_common(name) && strcmp(name, "DryRun") != 0 &&
		    strcmp(name, "Version") != 0)
			continue;
		(void)json_object_set_new(all, name, json_string(
			is_hidden(params, name) ? "(hidden)" : value));
	}
	return all;
}

void journal_write(FILE *journal, const struct request *request,
		   const struct response *answer, time_t now)
{
	char when[CODEC_EXTENDED_SIZE];
	json_t *line;

	codec_time_extended(now, when);
	line = json_pack("{s:s, s:s, s:s, s:s, s:o, s:i, s:s, s:s}",
			 "time", when, "account", answer->account,
			 "region", answer->region, "action", answer->action,
			 "parameters", make_parameters(&request->params),
			 "status", (int)answer->status, "code",
			 answer->code ? answer->code : "", "requestId",
			 answer->id);
	if (line && json_dumpf(line, journal, JSON_COMPACT) == 0)
		(void)fputc('\n', journal);
	(void)fflush(journal);
	json_decref(line);
}
