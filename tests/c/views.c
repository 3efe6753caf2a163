/* What a role is shown, of all customers and of one. */
#include "harness.h"

static const char VIEWS[] =
    "{\"version\": 1,"
    " \"fields\": [{\"name\": \"name\", \"kind\": {\"person_name\": {}}}, {\"name\": \"phone\", \"kind\": {\"phone\": {}}}],"
    " \"sources\": ["
    "  {\"name\": \"web\", \"id\": \"id\", \"columns\": [{\"field\": \"name\", \"from\": [\"name\"]}, {\"field\": \"phone\", \"from\": [\"phone\"]}]},"
    "  {\"name\": \"shop\", \"id\": \"id\", \"columns\": [{\"field\": \"name\", \"from\": [\"name\"]}, {\"field\": \"phone\", \"from\": [\"phone\"]}]}],"
    " \"views\": [{\"role\": \"post\", \"fields\": [\"name\"]}]}";

int main(void) {
  guiyi_plan *plan = NULL;
  guiyi_text *text = NULL;
  guiyi_error *err = NULL;
  CHECK(guiyi_plan_compile(VIEWS, sizeof VIEWS - 1, NULL, &plan, &err) == GUIYI_OK);
  guiyi_outcome *outcome = ran(plan);

  CHECK(guiyi_outcome_view(outcome, "post", 4, "", 0, &text, &err) == GUIYI_OK);
  CHECK(holds(text, "C20240630001") && holds(text, "C20240630002") && holds(text, "安然") && !holds(text, "5678"));
  guiyi_text_free(text);
  CHECK(guiyi_outcome_view(outcome, "post", 4, "C20240630002", 12, &text, &err) == GUIYI_OK);
  CHECK(!holds(text, "C20240630001") && holds(text, "王芳"));
  guiyi_text_free(text);

  text = NULL;
  CHECK(guiyi_outcome_view(outcome, "psot", 4, "", 0, &text, &err) == GUIYI_ERROR_UNKNOWN_ROLE);
  CHECK(text == NULL && same(guiyi_error_help(err), "did you mean `post`?"));
  guiyi_error_free(err);
  CHECK(guiyi_outcome_view(outcome, "post", 4, "C1", 2, &text, &err) == GUIYI_ERROR_UNKNOWN_CUSTOMER && text == NULL);
  guiyi_error_free(err);
  CHECK(guiyi_outcome_view(NULL, "post", 4, "", 0, &text, NULL) == GUIYI_ERROR_NULL_POINTER && text == NULL);

  CHECK(guiyi_outcome_view(outcome, NULL, 4, "", 0, &text, NULL) == GUIYI_ERROR_NULL_POINTER && text == NULL);
  CHECK(guiyi_outcome_view(outcome, "post", 4, "", 0, NULL, NULL) == GUIYI_ERROR_NULL_POINTER);

  guiyi_outcome_free(outcome);
  guiyi_plan_free(plan);
  return 0;
}
