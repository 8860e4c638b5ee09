/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-version: print the versions of the tools and of the API. */
#include "command/cmd.h"

static const struct opt options[] = { OPT_END };

static const struct cmd command = {
	.name = "ec2-version",
	.purpose = "Prints the versions of the tools and of the API.",
	.options = options,
};

int main(int argc, char **argv)
{
	return cmd_run(argc, argv, &command);
}
