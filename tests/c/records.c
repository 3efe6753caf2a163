/* Records whose fields settle one another, profiles of columns, the quality of a run and its report. */
#include "harness.h"

static const char FIELDS[] =
    "[{\"name\": \"company\", \"kind\": {\"company\": {}}}, {\"name\": \"region\", \"kind\": {\"region\": {}}}, {\"name\": \"phone\", \"kind\": {\"phone\": {}}}]";
static const char RECORD[] = "{\"company\": \"北京云帆科技有限公司\", \"region\": \"朝阳区\", \"phone\": \"021-62345678\"}";
static const char PROFILES[] =
    "[{\"table\": \"web\", \"rows\": 0, \"columns\": [{\"column\": \"phone\", \"kind\": {\"text\": {}}, \"role\": \"text\", \"why\": \"\","
    " \"rows\": 0, \"filled\": 0, \"distinct\": 0, \"readable\": 0}]}]";

int main(void) {
  guiyi_text *text = NULL;
  guiyi_error *err = NULL;

  CHECK(guiyi_normalize_record(FIELDS, sizeof FIELDS - 1, RECORD, sizeof RECORD - 1, NULL, &text, &err) == GUIYI_OK);
  CHECK(holds(text, "\"key\":\"110105\"") && holds(text, "city_assumed") && holds(text, "\"contradictions\":[{"));
  guiyi_text_free(text);
  CHECK(guiyi_normalize_record("[{}]", 4, RECORD, sizeof RECORD - 1, NULL, &text, &err) == GUIYI_ERROR_INVALID_JSON);
  guiyi_error_free(err);

  CHECK(guiyi_profile_tables(INPUT, sizeof INPUT - 1, "", 0, NULL, &text, &err) == GUIYI_OK);
  CHECK(holds(text, "\"kind\":{\"phone\":{") && holds(text, "\"quality\":["));
  guiyi_text_free(text);
  CHECK(guiyi_profile_tables(INPUT, sizeof INPUT - 1, PROFILES, sizeof PROFILES - 1, NULL, &text, &err) == GUIYI_OK);
  CHECK(holds(text, "as the profile says"));
  guiyi_text_free(text);

  guiyi_plan *plan = compiled();
  guiyi_outcome *outcome = ran(plan);
  CHECK(guiyi_outcome_quality(outcome, &text, &err) == GUIYI_OK);
  CHECK(holds(text, "\"source\":\"shop\"") && holds(text, "\"repaired\":1"));
  guiyi_text_free(text);
  static const char TRUTH[] = "{\"truth\": [{\"source\": \"web\", \"record_id\": \"w1\", \"customer\": \"a\"}, {\"source\": \"shop\", \"record_id\": \"s1\", \"customer\": \"a\"}]}";
  CHECK(guiyi_outcome_evaluate(outcome, TRUTH, sizeof TRUTH - 1, &text, &err) == GUIYI_OK);
  CHECK(holds(text, "\"right_pairs\":1") && holds(text, "\"unlabelled\":1") && holds(text, "\"cluster_f1\":1.0"));
  guiyi_text_free(text);
  static const char NAMELESS[] = "{\"truth\": [], \"name\": \"nmae\"}";
  CHECK(guiyi_outcome_evaluate(outcome, NAMELESS, sizeof NAMELESS - 1, &text, &err) == GUIYI_ERROR_UNKNOWN_FIELD);
  guiyi_error_free(err);
  err = NULL;
  CHECK(guiyi_outcome_report(outcome, &text, &err) == GUIYI_OK);
  CHECK(holds(text, "\"curve\":{") && holds(text, "\"weights_from\":"));
  guiyi_text_free(text);
  guiyi_outcome_free(outcome);
  guiyi_plan_free(plan);
  return 0;
}
