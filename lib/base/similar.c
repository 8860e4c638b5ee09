/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/similar.h"

#include <string.h>

static size_t min_size(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Row I has the distances between the first I bytes of WORD and each prefix of
 * NAME.  It depends only on the two rows before it, so three rows suffice. */
size_t similar_distance(const char *word, size_t len, const char *name)
{
	size_t rows[3][SIMILAR_MAX + 1] = { { 0 } }, n = strlen(name);

	if (len > SIMILAR_MAX || n > SIMILAR_MAX)
		return SIMILAR_MAX + 1;
	for (size_t j = 0; j <= n; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= len; i++) {
		size_t *row = rows[i % 3];
		const size_t *one_before = rows[(i + 2) % 3];
		const size_t *two_before = rows[(i + 1) % 3];

		row[0] = i;
		for (size_t j = 1; j <= n; j++) {
			char c = word[i - 1], d = name[j - 1];

			row[j] = min_size(one_before[j - 1] + (c != d), 1 +
					  min_size(one_before[j], row[j - 1]));
			if (i > 1 && j > 1 && c == name[j - 2] &&
			    word[i - 2] == d)
				row[j] = min_size(row[j],
						  two_before[j - 2] + 1);
		}
	}
	return rows[len % 3][n];
}

bool similar_enough(const char *word, size_t len, const char *name)
{
	size_t most = len / 4 > 1 ? len / 4 : 1;

	return len > 1 && len <= SIMILAR_MAX &&
	       similar_distance(word, len, name) <= most;
}

void similar_offer(struct similar *s, const char *name)
{
	size_t distance = similar_distance(s->word, s->len, name);

	if ((s->best && distance >= s->distance) ||
	    !similar_enough(s->word, s->len, name))
		return;
	s->best = name;
	s->distance = distance;
}
