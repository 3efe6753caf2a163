/* Models of Splink as specs, and the other way. */
#include "harness.h"

static const char SETTINGS[] =
    "{\"link_type\": \"dedupe_only\", \"probability_two_random_records_match\": 0.001, \"blocking_rules_to_generate_predictions\": [\"l.x = r.x\"],"
    " \"comparisons\": [{\"output_column_name\": \"x\", \"comparison_levels\": ["
    "{\"sql_condition\": \"x_l = x_r\", \"label_for_charts\": \"exact\", \"m_probability\": 0.9, \"u_probability\": 0.001},"
    "{\"sql_condition\": \"ELSE\", \"m_probability\": 0.1, \"u_probability\": 0.999}]}]}";

static const char OF_TEXT[] =
    "{\"version\": 1, \"fields\": [{\"name\": \"x\", \"kind\": {\"text\": {}}}],"
    " \"sources\": [{\"name\": \"web\", \"columns\": [{\"field\": \"x\", \"from\": [\"x\"]}]}]}";

int main(void) {
  guiyi_text *text = NULL;
  guiyi_error *err = NULL;

  CHECK(guiyi_from_splink(SETTINGS, sizeof SETTINGS - 1, "", 0, &text, &err) == GUIYI_OK);
  CHECK(holds(text, "\"m\":0.9") && holds(text, "\"random_pair\":-"));
  guiyi_text_free(text);
  text = NULL;
  CHECK(guiyi_to_splink(OF_TEXT, sizeof OF_TEXT - 1, &text, &err) == GUIYI_OK);
  CHECK(holds(text, "\"sql_condition\":\"\\\"x_l\\\" = \\\"x_r\\\"\""));
  guiyi_text_free(text);
  text = NULL;

  CHECK(guiyi_from_splink("{}", 2, "", 0, &text, &err) == GUIYI_ERROR_INVALID_JSON && text == NULL);
  guiyi_error_free(err);
  return 0;
}
