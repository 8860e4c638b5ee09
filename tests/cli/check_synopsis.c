/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of synopsis: the synopsis of an option table. */
#include "cli/synopsis.h"

#include "check_main.h"

enum { WHAT = 1, WHO, WHICH };

static const unsigned none[] = { 0 };
static const unsigned what[] = { WHAT, 0 };
static const unsigned what_and_who[] = { WHAT, WHO, 0 };

#define OPTIONAL(letter) { letter, "x", "V" }

static const struct {
	const char *synopsis;	/* with _ for a tab */
	const unsigned *choices;
	struct opt operand;
	struct opt options[16];
} tables[] = {
	{ "", none, { .value = NULL }, { OPT_END } },
	{ " [ID]", none, { .value = "ID" }, { OPT_END } },
	{ " ID", none, { .value = "ID", .needed = true }, { OPT_END } },
	{ " [ID...]", none, { .value = "ID", .use = OPT_LIST }, { OPT_END } },
	{ " ID...", none, { .value = "ID", .use = OPT_EACH, .needed = true },
	  { OPT_END } },
	{ " [-a] [--long] [-v_V]", none, { .value = NULL },
	  { { 'a', "all" }, { 0, "long" }, { 'v', "value", "V" }, OPT_END } },
	{ " [-m_V]...", none, { .value = NULL },
	  { { 'm', "many", "V", .use = OPT_MANY }, OPT_END } },
	{ " [-a | -b_B]", none, { .value = NULL },
	  { { 'a', "all", .choice = WHAT }, { 'b', "b", "B", .choice = WHAT },
	    OPT_END } },
	{ " -n_NAME [-a]", what, { .value = NULL },
	  { { 'a', "all" }, { 'n', "name", "NAME", .choice = WHAT },
	    OPT_END } },
	{ " CODE (-i_ID)... [-q]", what, { .value = "CODE", .needed = true },
	  { { 'i', "id", "ID", .choice = WHAT, .use = OPT_EACH },
	    { 'q', "quiet" }, OPT_END } },
	{ " ID... (-l | -p_CODE)", what,
	  { .value = "ID", .use = OPT_EACH, .needed = true },
	  { { 'l', "list", .choice = WHAT },
	    { 'p', "code", "CODE", .choice = WHAT }, OPT_END } },
	{ " [(-c_C)... | (-g_G)...] [-x]", none, { .value = NULL },
	  { { 'c', "c", "C", .choice = WHAT, .use = OPT_MANY }, { 'x', "x" },
	    { 'g', "g", "G", .choice = WHAT, .use = OPT_MANY }, OPT_END } },
	{ " (IP | -a_ID) (-i_ID | -n_ID)", what_and_who,
	  { .value = "IP", .choice = WHAT },
	  { { 'a', "a", "ID", .choice = WHAT },
	    { 'i', "i", "ID", .choice = WHO },
	    { 'n', "n", "ID", .choice = WHO }, OPT_END } },
	{ " (-s_GIB and/or --from_ID) -z_Z", what, { .value = NULL },
	  { { 's', "size", "GIB", .any_of = 1 },
	    { 0, "from", "ID", .any_of = 1 },
	    { 'z', "zone", "Z", .choice = WHAT }, OPT_END } },
	{ " [-t_T [-i_N]]", none, { .value = NULL },
	  { { 'i', "iops", "N", .with = "t" }, { 't', "type", "T" },
	    OPT_END } },
	{ " [-t_T [-i_N]...]", none, { .value = NULL },
	  { { 't', "type", "T" },
	    { 'i', "iops", "N", .with = "t", .use = OPT_MANY }, OPT_END } },
	{ " (-l ((-a_E)... | -r_E) [--too] | -p_CODE)", what,
	  { .value = NULL },
	  { { 'l', "list", .choice = WHAT, .with = "ar" },
	    { 'a', "add", "E", .choice = WHO, .with = "l", .use = OPT_LIST },
	    { 'r', "remove", "E", .choice = WHO, .with = "l" },
	    { 'p', "code", "CODE", .choice = WHAT },
	    { 0, "too", .with = "l" }, OPT_END } },
	{ " [-a (-b)]", none, { .value = NULL },
	  { { 'a', "a", .with = "b" }, { 'b', "b", .with = "a" }, OPT_END } },
	{ " [-a] [-z]", none, { .value = NULL },
	  { { 'a', "a", .with = "xyz" }, { 'z', "z", .with = "q" },
	    OPT_END } },
	{ " [-a]", none, { .value = NULL },
	  { { 'a', "all" }, { 0, "every", .alias = true },
	    { 0, "old", .ignored = "EC2 has dropped it" }, OPT_END } },
	{ " [-a_V] [-b_V] [-c_V] [-d_V] [-e_V] [-f_V] [-g_V] [-h_V] [-i_V]",
	  none, { .value = NULL },
	  { OPTIONAL('a'), OPTIONAL('b'), OPTIONAL('c'), OPTIONAL('d'),
	    OPTIONAL('e'), OPTIONAL('f'), OPTIONAL('g'), OPTIONAL('h'),
	    OPTIONAL('i'), OPT_END } },
	{ " ID -n_NAME [option]...", what, { .value = "ID", .needed = true },
	  { OPTIONAL('a'), OPTIONAL('b'), OPTIONAL('c'), OPTIONAL('d'),
	    OPTIONAL('e'), OPTIONAL('f'), OPTIONAL('g'), OPTIONAL('h'),
	    OPTIONAL('i'), OPTIONAL('j'),
	    { 'n', "name", "NAME", .choice = WHAT }, OPT_END } },
};

START_TEST(synopsis)
{
	const struct opt_spec spec = {
		.operand = tables[_i].operand, .options = tables[_i].options,
		.choices = tables[_i].choices,
	};
	struct buf out = {0};

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
