/* Every failure is a status, a report if one is wanted, and untouched outputs. */
#include "harness.h"

static void one_error(void) {
  static const char spec[] = "{\"version\": 99}";
  static char somewhere;
  guiyi_plan *const untouched = (guiyi_plan *)(void *)&somewhere;
  guiyi_plan *plan = untouched;
  guiyi_error *err = NULL;
  guiyi_status status = guiyi_plan_compile(spec, sizeof spec - 1, NULL, &plan, &err);
  CHECK(status == GUIYI_ERROR_UNSUPPORTED_VERSION);
  CHECK(plan == untouched);
  CHECK(guiyi_error_number(err) == status);
  CHECK(same(guiyi_error_code(err), "unsupported_version"));
  CHECK(same(guiyi_error_path(err), "version"));
  CHECK(guiyi_error_message(err).len > 0 && strlen(guiyi_error_message(err).data) == guiyi_error_message(err).len);
  CHECK(guiyi_error_help(err).data == NULL && guiyi_error_help(err).len == 0);
  CHECK(strstr(guiyi_error_json(err).data, "\"number\":102") != NULL);
  guiyi_error_free(err);
  /* The same, and nobody asks why. */
  CHECK(guiyi_plan_compile(spec, sizeof spec - 1, NULL, &plan, NULL) == status);
  CHECK(plan == untouched);
}

static void several_errors(void) {
  static const char spec[] =
      "{\"version\": 1, \"fields\": [{\"name\": \"phone\", \"kind\": {\"phone\": {}}}],"
      " \"sources\": [{\"name\": \"web\", \"columns\": [{\"field\": \"phon\", \"from\": [\"a\"]}, {\"field\": \"phone\", \"from\": []}]}]}";
  guiyi_plan *plan = NULL;
  guiyi_error *err = NULL;
  CHECK(guiyi_plan_compile(spec, sizeof spec - 1, NULL, &plan, &err) == GUIYI_ERROR_INVALID_SPEC);
  CHECK(plan == NULL);
  CHECK(strstr(guiyi_error_json(err).data, "did you mean `phone`?") != NULL);
  CHECK(strstr(guiyi_error_json(err).data, "empty_list") != NULL);
  guiyi_error_free(err);
}

static void wrong_inputs(void) {
  guiyi_plan *plan = compiled();
  guiyi_outcome *outcome = NULL;
  guiyi_error *err = NULL;
  static const char *const inputs[] = {"", "[", "{\"tables\": 1}", "{\"tables\": {}, \"as_off\": \"2024-06-30\"}", "{\"tables\": {}} x"};
  for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++) {
    CHECK(guiyi_plan_run(plan, inputs[i], strlen(inputs[i]), &outcome, &err) == GUIYI_ERROR_INVALID_JSON);
    CHECK(outcome == NULL && guiyi_error_message(err).len > 0);
    guiyi_error_free(err);
    err = NULL;
  }
  static const char date[] = "{\"tables\": {}, \"as_of\": \"yesterday\"}";
  CHECK(guiyi_plan_run(plan, date, sizeof date - 1, &outcome, &err) == GUIYI_ERROR_INVALID_DATE);
  CHECK(same(guiyi_error_path(err), "as_of"));
  guiyi_error_free(err);
  guiyi_plan_free(plan);
}

static void unknown_names(void) {
  guiyi_plan *plan = compiled();
  guiyi_outcome *outcome = ran(plan);
  guiyi_text *text = NULL;
  guiyi_error *err = NULL;
  CHECK(guiyi_outcome_explain(outcome, "nobody", 6, &text, &err) == GUIYI_ERROR_UNKNOWN_CUSTOMER);
  CHECK(text == NULL && same(guiyi_error_code(err), "unknown_customer"));
  guiyi_error_free(err);
  err = NULL;
  CHECK(guiyi_outcome_explain_pair(outcome, "web", 3, "w1", 2, "shop", 4, "s9", 2, &text, &err) == GUIYI_ERROR_UNKNOWN_RECORD);
  CHECK(text == NULL);
  guiyi_error_free(err);
  err = NULL;
  CHECK(guiyi_outcome_explain_path(outcome, "web", 3, "w1", 2, "shop", 4, "s9", 2, NULL, 0, &text, &err) == GUIYI_ERROR_UNKNOWN_RECORD);
  CHECK(text == NULL && guiyi_error_help(err).len > 0);
  guiyi_error_free(err);
  err = NULL;
  CHECK(guiyi_outcome_explain_path(outcome, "web", 3, "w1", 2, "shop", 4, "s1", 2, "fr", 2, &text, &err) == GUIYI_ERROR_UNKNOWN_VALUE);
  CHECK(text == NULL && same(guiyi_error_path(err), "language"));
  guiyi_error_free(err);
  err = NULL;
  CHECK(guiyi_outcome_explain_without(outcome, "nobody", 6, "phone", 5, NULL, 0, "zh", 2, &text, &err) == GUIYI_ERROR_UNKNOWN_CUSTOMER);
  guiyi_error_free(err);
  err = NULL;
  static const char question[] = "{\"about\": {\"ignored\": {\"field\": \"phnoe\"}}, \"language\": \"zh\"}";
  CHECK(guiyi_outcome_ask(outcome, question, sizeof question - 1, &text, &err) == GUIYI_ERROR_UNKNOWN_FIELD);
  CHECK(text == NULL && strstr(guiyi_error_json(err).data, "did you mean") != NULL);
  guiyi_error_free(err);
  err = NULL;
  CHECK(guiyi_outcome_tell(outcome, "{}", 2, &text, &err) == GUIYI_ERROR_INVALID_JSON);
  CHECK(text == NULL);
  guiyi_error_free(err);
  err = NULL;
  CHECK(guiyi_normalize("{\"phnoe\": {}}", 13, "1", 1, NULL, &text, &err) == GUIYI_ERROR_INVALID_JSON);
  CHECK(text == NULL);
  guiyi_error_free(err);
  err = NULL;
  CHECK(guiyi_propose("{}", 2, &text, &err) == GUIYI_ERROR_INVALID_JSON);
  CHECK(text == NULL);
  guiyi_error_free(err);
  guiyi_outcome_free(outcome);
  guiyi_plan_free(plan);
}

int main(void) {
  one_error();
  several_errors();
  wrong_inputs();
  unknown_names();
  return 0;
}
