/* Clones and outcomes live on their own; what is freed is freed once and all of it. */
#include "harness.h"

int main(void) {
  guiyi_plan *plan = compiled(), *clone = NULL, *third = NULL;
  guiyi_error *err = NULL;
  CHECK(guiyi_plan_fingerprint(plan).len == 16);
  CHECK(guiyi_plan_clone(plan, &clone, &err) == GUIYI_OK && err == NULL);
  CHECK(guiyi_plan_clone(clone, &third, &err) == GUIYI_OK && err == NULL);
  CHECK(clone != plan && third != clone);

  guiyi_outcome *outcome = ran(plan);
  guiyi_plan_free(plan);
  CHECK(same(guiyi_plan_fingerprint(clone), guiyi_plan_fingerprint(third).data));
  guiyi_plan_free(third);

  guiyi_text *first = NULL, *second = NULL;
  CHECK(guiyi_outcome_json(outcome, &first, &err) == GUIYI_OK);
  guiyi_outcome_free(outcome);
  outcome = ran(clone);
  guiyi_plan_free(clone);
  CHECK(guiyi_outcome_json(outcome, &second, &err) == GUIYI_OK);
  CHECK(guiyi_text_len(first) == guiyi_text_len(second));
  CHECK(memcmp(guiyi_text_data(first), guiyi_text_data(second), guiyi_text_len(first)) == 0);
  CHECK(strlen(guiyi_text_data(first)) == guiyi_text_len(first));
  guiyi_text_free(first);
  guiyi_text_free(second);

  guiyi_text *why = NULL;
  CHECK(guiyi_outcome_explain_pair(outcome, "web", 3, "w1", 2, "shop", 4, "s1", 2, &why, &err) == GUIYI_OK);
  CHECK(holds(why, "the same customer") && holds(why, "\n  "));
  guiyi_text_free(why);
  /* The first customer of the day is there, and its explanation names both its records. */
  CHECK(guiyi_outcome_json(outcome, &first, &err) == GUIYI_OK);
  const char *id = strstr(guiyi_text_data(first), "\"customer_id\":\"");
  CHECK(id != NULL);
  id += strlen("\"customer_id\":\"");
  CHECK(guiyi_outcome_explain(outcome, id, (size_t)(strchr(id, '"') - id), &why, &err) == GUIYI_OK);
  CHECK(holds(why, "2 records"));
  guiyi_text_free(why);
  CHECK(guiyi_outcome_explain_path(outcome, "web", 3, "w1", 2, "shop", 4, "s1", 2, NULL, 0, &why, &err) == GUIYI_OK);
  CHECK(holds(why, "tied directly"));
  guiyi_text_free(why);
  CHECK(guiyi_outcome_explain_without(outcome, id, (size_t)(strchr(id, '"') - id), "phone", 5, NULL, 0, "zh", 2, &why, &err) == GUIYI_OK);
  CHECK(holds(why, "不看phone"));
  guiyi_text_free(why);
  guiyi_text_free(first);

  CHECK(guiyi_propose(INPUT, sizeof INPUT - 1, &why, &err) != GUIYI_OK || holds(why, "\"evidence\""));
  guiyi_text_free(why);
  guiyi_outcome_free(outcome);
  CHECK(err == NULL);
  return 0;
}
