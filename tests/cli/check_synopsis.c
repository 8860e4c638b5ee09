/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of synopsis: the synopsis that an option table gives. */
#include "cli/synopsis.h"

#include "check_main.h"

enum { WHAT = 1, WHO };

#define OPTIONAL(letter) { letter, "x", "V" }

static const struct {
	const char *synopsis;	/* with _ for a tab */
	struct opt operand;
	struct opt options[16];
} tables[] = {
	{ "", { .value = NULL }, { OPT_END } },
	{ " [ID]", { .value = "ID" }, { OPT_END } },
	{ " ID", { .value = "ID", .needed = true }, { OPT_END } },
	{ " [ID...]", { .value = "ID", .use = OPT_LIST }, { OPT_END } },
	{ " ID...", { .value = "ID", .use = OPT_EACH, .needed = true },
	  { OPT_END } },
	{ " [-a] [--long] [-v_V]", { .value = NULL },
	  { { 'a', "all" }, { 0, "long" }, { 'v', "value", "V" }, OPT_END } },
	{ " [-m_V]...", { .value = NULL },
	  { { 'm', "many", "V", .use = OPT_MANY }, OPT_END } },
	{ " [-a | -b_B]", { .value = NULL },
	  { { 'a', "all", .choice = WHAT }, { 'b', "b", "B", .choice = WHAT },
	    OPT_END } },
	{ " -n_NAME [-a]", { .value = NULL },
	  { { 'a', "all" }, { 'n', "name", "NAME", .needed = true },
	    OPT_END } },
	{ " CODE (-i_ID)... [-q]", { .value = "CODE", .needed = true },
	  { { 'i', "id", "ID", .needed = true, .use = OPT_EACH },
	    { 'q', "quiet" }, OPT_END } },
	{ " ID... (-l | -p_CODE)",
	  { .value = "ID", .use = OPT_EACH, .needed = true },
	  { { 'l', "list", .choice = WHAT, .needed = true },
	    { 'p', "code", "CODE", .choice = WHAT }, OPT_END } },
	{ " [(-c_C)... | (-g_G)...] [-x]", { .value = NULL },
	  { { 'c', "c", "C", .choice = WHAT, .use = OPT_MANY }, { 'x', "x" },
	    { 'g', "g", "G", .choice = WHAT, .use = OPT_MANY }, OPT_END } },
	{ " (IP | -a_ID) (-i_ID | -n_ID)",
	  { .value = "IP", .choice = WHAT, .needed = true },
	  { { 'a', "a", "ID", .choice = WHAT },
	    { 'i', "i", "ID", .choice = WHO, .needed = true },
	    { 'n', "n", "ID", .choice = WHO }, OPT_END } },
	{ " (-s_GIB and/or --from_ID) -z_Z", { .value = NULL },
	  { { 's', "size", "GIB", .any_of = 1 },
	    { 0, "from", "ID", .any_of = 1 },
	    { 'z', "zone", "Z", .needed = true }, OPT_END } },
	{ " [-t_T [-i_N]]", { .value = NULL },
	  { { 'i', "iops", "N", .with = "t" }, { 't', "type", "T" },
	    OPT_END } },
	{ " [-t_T [-i_N]...]", { .value = NULL },
	  { { 't', "type", "T" },
	    { 'i', "iops", "N", .with = "t", .use = OPT_MANY }, OPT_END } },
	{ " (-l ((-a_E)... | -r_E) [--too] | -p_CODE)",
	  { .value = NULL },
	  { { 'l', "list", .choice = WHAT, .needed = true, .with = "ar" },
	    { 'a', "add", "E", .choice = WHO, .with = "l", .use = OPT_LIST },
	    { 'r', "remove", "E", .choice = WHO, .with = "l" },
	    { 'p', "code", "CODE", .choice = WHAT },
	    { 0, "too", .with = "l" }, OPT_END } },
	{ " [-a (-b)]", { .value = NULL },
	  { { 'a', "a", .with = "b" }, { 'b', "b", .with = "a" }, OPT_END } },
	{ " [-a] [-z]", { .value = NULL },
	  { { 'a', "a", .with = "xyz" }, { 'z', "z", .with = "q" },
	    OPT_END } },
	{ " [-a]", { .value = NULL },
	  { { 'a', "all" }, { 0, "every", .alias = true },
	    { 0, "old", .ignored = "EC2 has dropped it" }, OPT_END } },
	{ " [-a_V] [-b_V] [-c_V] [-d_V] [-e_V] [-f_V] [-g_V] [-h_V] [-i_V]",
	  { .value = NULL },
	  { OPTIONAL('a'), OPTIONAL('b'), OPTIONAL('c'), OPTIONAL('d'),
	    OPTIONAL('e'), OPTIONAL('f'), OPTIONAL('g'), OPTIONAL('h'),
	    OPTIONAL('i'), OPT_END } },
	{ " ID -n_NAME [option]...", { .value = "ID", .needed = true },
	  { OPTIONAL('a'), OPTIONAL('b'), OPTIONAL('c'), OPTIONAL('d'),
	    OPTIONAL('e'), OPTIONAL('f'), OPTIONAL('g'), OPTIONAL('h'),
	    OPTIONAL('i'), OPTIONAL('j'),
	    { 'n', "name", "NAME", .needed = true }, OPT_END } },
};

START_TEST(synopsis)
{
	const struct opt_spec spec = {
		.operand = tables[_i].operand, .options = tables[_i].options,
	};
	struct buf out = { 0 };

	synopsis_text(&out, &spec);
	for (size_t i = 0; i < out.len; i++)
		if (out.data[i] == '\t')
			out.data[i] = '_';
	check_text("synopsis", buf_str(&out), tables[_i].synopsis);
	buf_release(&out);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = { { synopsis, ROWS(tables) } };

	return check_main("synopsis", cases, ROWS(cases));
}
