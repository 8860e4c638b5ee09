/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Takes any bytes as a form, which the sandbox reads.  Writes the parameters as
 * the commands write requests, and checks that the sandbox reads the same
 * parameters again.  Also takes the bytes as lines NAME=VALUE, writes these as
 * the commands do, and checks that the sandbox reads the same parameters.
 */
#include "fuzz.h"

#include "aws/canon.h"
#include "message/request.h"
#include "values/text.h"

static int is_text(const char *text)
{
	size_t len = strlen(text);

	for (size_t i = 0, n; i < len; i += n) {
		n = text_character(text + i, len - i);
		if (!n)
			return 0;
	}
	return 1;
}

static int read_form(struct request *r, const char *body, size_t len,
		     struct fault *fault)
{
	buf_puts(&r->method, "POST");
	buf_puts(&r->target, "/");
	buf_append(&r->body, body, len);
	return request_parse(r, fault);
}

static void check_again(const struct params *params)
{
	struct request again = { 0 };
	struct buf text = { 0 }, twice = { 0 };
	struct fault fault;
	struct err err;

	MUST(canon_query(&text, params, &err) == 0);
	MUST(read_form(&again, buf_str(&text), text.len, &fault) == 0);
	MUST(fuzz_same(params, &again.params));
	MUST(canon_query(&twice, &again.params, &err) == 0);
	MUST(strcmp(buf_str(&text), buf_str(&twice)) == 0);
	request_release(&again);
	buf_release(&text);
	buf_release(&twice);
}

/* Checks that TEXT means the same in the query of a GET and in the body of a
 * POST.  PARAMS has the parameters of the POST, or is NULL if the sandbox
 * refuses the POST. */
static void check_query(const char *text, const struct params *params)
{
	struct request r = { 0 };
	struct fault fault;

	buf_puts(&r.method, "GET");
	buf_puts(&r.target, "/?");
	buf_puts(&r.target, text);
	MUST((request_parse(&r, &fault) == 0) == (params != NULL));
	if (params)
		MUST(fuzz_same(params, &r.params) &&
		     fuzz_same(params, &r.query));
	request_release(&r);
}

/* Writes the lines NAME=VALUE of TEXT as parameters with the commands' writer.
 * Checks that the sandbox reads them again, or refuses names or values that it
 * does not allow. */
static void check_written(const char *text)
{
	struct params params = { 0 };
	struct request r = { 0 };
	struct buf body = { 0 };
	struct fault fault;
	struct err err;
	int readable = 1;

	while (*text) {
		size_t len = strcspn(text, "\n");
		size_t name = strcspn(text, "=\n");
		char *one = fuzz_string(text, name);
		char *value = name < len ? fuzz_string(text + name + 1,
						       len - name - 1)
					 : fuzz_string("", 0);

		readable = readable && is_text(one) && is_text(value) &&
		       !params_get(&params, one);
		MUST(params_add(&params, one, value, &err) == 0);
		free(one);
		free(value);
		text += len + (text[len] == '\n');
	}
	readable = readable && params.len <= REQUEST_PARAMS_MAX;
	MUST(canon_query(&body, &params, &err) == 0);
	MUST((read_form(&r, buf_str(&body), body.len, &fault) == 0) ==
	     readable);
	MUST(!readable || fuzz_same(&params, &r.params));
	params_release(&params);
	request_release(&r);
	buf_release(&body);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_string(data, size);
	int plain = !memchr(data, '\0', size);
	struct request r = { 0 };
	struct fault fault = { 0 };

	if (read_form(&r, (const char *)data, size, &fault) == 0) {
		for (size_t i = 0; i < r.params.len; i++)
			MUST(is_text(params_name(&r.params, i)) &&
			     is_text(params_value(&r.params, i)));
		check_again(&r.params);
		if (plain)
			check_query(text, &r.params);
	} else {
		MUST(fault.message[0]);
		MUST(fault.code == FAULT_MALFORMED_QUERY);
		if (plain)
			check_query(text, NULL);
	}
	check_written(text);
	request_release(&r);
	free(text);
	return 0;
}
