/* SPDX-License-Identifier: BSD-2-Clause */
/* What goes back for a request. */
#include "message/answer.h"

void answer_release(struct answer *answer)
{
	params_release(&answer->headers);
	buf_release(&answer->body);
}
