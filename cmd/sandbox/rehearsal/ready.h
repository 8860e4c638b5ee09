/* SPDX-License-Identifier: BSD-2-Clause */
/* Reports that a sandbox is ready, and asks whether a sandbox is ready. */
#ifndef READY_H
#define READY_H

#include "base/err.h"

/* Writes URL and a newline to the descriptor FD and closes FD, unless FD is -1.
 * Like sd_notify, sends READY=1 to the socket in $NOTIFY_SOCKET, if it is
 * set. */
int ready_tell(int fd, const char *url, struct err *err);

/* Sends a request for /health to the sandbox at URL.  Fails unless the HTTP
 * status is 200.  CERT is the file with the certificate to trust, or NULL. */
int ready_ask(const char *url, const char *cert, struct err *err);

#endif
