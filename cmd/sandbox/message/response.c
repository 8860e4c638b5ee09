/* SPDX-License-Identifier: BSD-2-Clause */
#include "message/response.h"

void response_release(struct response *answer)
{
	params_release(&answer->headers);
	buf_release(&answer->body);
}
