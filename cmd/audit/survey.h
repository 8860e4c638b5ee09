/* SPDX-License-Identifier: BSD-2-Clause */
/* Finds out which AMIs of the accounts are given away. */
#ifndef SURVEY_H
#define SURVEY_H

#include "audit.h"

int survey_ask(struct audit *a, struct err *err);

#endif
