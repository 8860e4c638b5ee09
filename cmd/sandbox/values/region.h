/* SPDX-License-Identifier: BSD-2-Clause */
/* The default region, and the name of EC2 in signatures. */
#ifndef REGION_H
#define REGION_H

#define REGION "us-east-1"
#define SERVICE "ec2"

#endif
