/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/notation.h"

#include <string.h>
#include <strings.h>

const char *notation_of(const char *text)
{
	if (strncasecmp(text, "arn:", 4) == 0)
		return "an ARN";
	return strstr(text, "://") ? "a web address" : NULL;
}

void notation_around(struct pasted *p, struct pasted_part part,
		     const char *noun)
{
	const char *name = notation_of(buf_str(&p->text) + pasted_core(p).from);

	if (name && part.to - part.from < p->text.len)
		pasted_because(p, "is %s", name);
	else
		pasted_around(p, part, noun);
}
