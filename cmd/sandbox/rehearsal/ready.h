/* SPDX-License-Identifier: BSD-2-Clause */
/* Tells others that this sandbox is ready, and asks whether another sandbox
 * is. */
#ifndef READY_H
#define READY_H

#include "base/err.h"

/* Writes URL and a newline to the descriptor FD and closes it; -1 for none.
 * Sends READY=1 to the socket that NOTIFY_SOCKET names, if it is set, as
 * systemd's sd_notify does. */
int ready_tell(int fd, const char *url, struct err *err);

/* Asks the sandbox at URL for /health; fails unless it answers 200.  CERT is
 * the file with the certificate to trust, or NULL. */
int ready_ask(const char *url, const char *cert, struct err *err);

#endif
