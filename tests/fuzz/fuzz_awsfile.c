/* SPDX-License-Identifier: BSD-2-Clause */
/* Any bytes as one of AWS's files: it is read, or refused with the line. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "awsfile.h"
#include "words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Names are split into words as profile does it. */
static void use(const struct awsfile *f)
{
	for (size_t i = 0; i < f->len; i++) {
		const struct awsfile_entry *e = &f->entries[i];
		struct words words = {0};
		struct err err;

		if (e->name && (!e->value || !*e->name))
			abort();
		if (!e->name && words_split(&words, e->section, &err) == 0 &&
		    words.list[words.len])
			abort();
		words_release(&words);
		if (!e->name)
			(void)awsfile_get(f, i, NULL, "region");
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct awsfile f = {0};
	struct err err = {0};
	char *text = malloc(size ? size : 1);

	if (!text)
		return 0;
	/* In memory of its exact size, so that a byte too far is seen. */
	memcpy(text, data, size);
	if (awsfile_parse(&f, "file", text, size, &err) == 0)
		use(&f);
	else if (strncmp(err.text, "file: ", 6) != 0)
		abort();
	awsfile_release(&f);
	free(text);
	return 0;
}
