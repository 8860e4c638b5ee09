/* SPDX-License-Identifier: BSD-2-Clause */
/* Asks about all AMIs of the accounts, and which of them are given away. */
#ifndef SURVEY_H
#define SURVEY_H

#include "audit.h"

int survey_ask(struct audit *a, struct err *err);

#endif
