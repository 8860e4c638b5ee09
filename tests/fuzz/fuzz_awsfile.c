/* SPDX-License-Identifier: BSD-2-Clause */
/* Takes any bytes as one of AWS's files.  awsfile reads the file, or refuses
 * the file with an error that begins with the name of the file. */
#include "fuzz.h"

#include "aws/awsfile.h"
#include "base/words.h"

/* Splits the name of a section into words, as profile does. */
static void check_section(const struct awsfile_entry *e)
{
	struct words words = { 0 };
	struct err err;

	if (words_split(&words, e->section, &err) == 0)
		MUST(!words.list[words.len]);
	words_release(&words);
}

/* Checks that awsfile finds every setting by its section and name. */
static void check_settings(const struct awsfile *f)
{
	size_t section = 0;

	for (size_t i = 0; i < f->len; i++) {
		const struct awsfile_entry *e = &f->entries[i];

		MUST(e->section && !strchr(e->section, '\n'));
		if (!e->name) {
			section = i;
			check_section(e);
			continue;
		}
		MUST(i && *e->name && e->value);
		/* A value may have several lines. */
		MUST(!strpbrk(e->name, "=\n"));
		MUST(awsfile_get(f, section, e->parent, e->name));
		if (!e->parent)
			MUST(awsfile_get(f, section, NULL, e->name) ==
			     e->value);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct awsfile f = { 0 };
	struct err err = { 0 };
	char *text = fuzz_copy(data, size);

	if (awsfile_parse(&f, "file", text, size, &err) == 0)
		check_settings(&f);
	else
		MUST(strncmp(err.text, "file: ", 6) == 0);
	awsfile_release(&f);
	free(text);
	return 0;
}
