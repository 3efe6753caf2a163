/* Reference tables: the embedded ones, packs on top, what is wrong with a pack, and what outlives what. */
#include "harness.h"

static const char PACK[] = "table\tsurname\t2027-01-31\tmine\n丂\tkao\n";
static const char NAME[] = "{\"person_name\": {}}";

int main(void) {
  guiyi_reference_tables *mine = NULL, *both = NULL;
  guiyi_text *text = NULL;
  guiyi_error *err = NULL;

  CHECK(guiyi_reference_tables_info(NULL, &text, &err) == GUIYI_OK);
  CHECK(holds(text, "\"name\":\"division\"") && !holds(text, "\"replaced\":true"));
  guiyi_text_free(text);

  CHECK(guiyi_reference_tables_with_pack(NULL, PACK, sizeof PACK - 1, &mine, &err) == GUIYI_OK);
  CHECK(guiyi_reference_tables_info(mine, &text, &err) == GUIYI_OK);
  CHECK(holds(text, "\"version\":\"mine\"") && holds(text, "\"replaced\":true"));
  guiyi_text_free(text);

  CHECK(guiyi_normalize(NAME, sizeof NAME - 1, "丂伟", strlen("丂伟"), mine, &text, &err) == GUIYI_OK);
  CHECK(holds(text, "\"surname\":\"丂\"") && holds(text, "kao wei"));
  guiyi_text_free(text);

  /* A second pack on top; the first stays, and the base may go first. */
  CHECK(guiyi_reference_tables_with_pack(mine, "table\tpinyin\t\t\n伟\twoo\n", strlen("table\tpinyin\t\t\n伟\twoo\n"), &both, &err) == GUIYI_OK);
  guiyi_plan *plan = NULL;
  CHECK(guiyi_plan_compile(SPEC, sizeof SPEC - 1, both, &plan, &err) == GUIYI_OK);
  guiyi_plan *embedded = compiled();
  CHECK(strcmp(guiyi_plan_fingerprint(plan).data, guiyi_plan_fingerprint(embedded).data) != 0);
  guiyi_reference_tables_free(mine);
  CHECK(guiyi_normalize(NAME, sizeof NAME - 1, "丂伟", strlen("丂伟"), both, &text, &err) == GUIYI_OK);
  CHECK(holds(text, "kao woo"));
  guiyi_text_free(text);
  guiyi_reference_tables_free(both);
  guiyi_outcome_free(ran(plan));
  guiyi_plan_free(plan);
  guiyi_plan_free(embedded);

  /* What is wrong is named, and the output is left alone. */
  guiyi_reference_tables *none = NULL;
  CHECK(guiyi_reference_tables_with_pack(NULL, "table\tsurnames\t\t\n", 16, &none, &err) == GUIYI_ERROR_INVALID_PACK);
  CHECK(same(guiyi_error_path(err), "line 1") && none == NULL);
  guiyi_error_free(err);
  err = NULL;
  CHECK(guiyi_reference_tables_with_pack(NULL, NULL, 0, &none, &err) == GUIYI_ERROR_NULL_POINTER);
  guiyi_error_free(err);
  CHECK(guiyi_reference_tables_info(NULL, NULL, NULL) == GUIYI_ERROR_NULL_POINTER);
  guiyi_reference_tables_free(NULL);
  return 0;
}
