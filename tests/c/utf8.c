/* Texts are bytes with a length: NULs inside are fine, what is not UTF-8 is refused, nothing past the end is read. */
#include "harness.h"

static void refused(guiyi_status status, guiyi_error **err, const char *argument) {
  CHECK(status == GUIYI_ERROR_INVALID_UTF8);
  CHECK(same(guiyi_error_path(*err), argument));
  guiyi_error_free(*err);
  *err = NULL;
}

int main(void) {
  static const char phone[] = "{\"phone\": {}}";
  guiyi_plan *plan = compiled(), *no_plan = NULL;
  guiyi_outcome *outcome = ran(plan), *no_outcome = NULL;
  guiyi_text *text = NULL;
  guiyi_error *err = NULL;

  refused(guiyi_plan_compile("\xff", 1, NULL, &no_plan, &err), &err, "spec");
  refused(guiyi_plan_run(plan, "{\"tables\": \"\xc3\x28\"}", 14, &no_outcome, &err), &err, "input");
  /* The first two of the three bytes of 安. */
  refused(guiyi_outcome_explain(outcome, "\xe5\xae\x89", 2, &text, &err), &err, "customer_id");
  refused(guiyi_outcome_explain_pair(outcome, "web", 3, "w1", 2, "\x80", 1, "s1", 2, &text, &err), &err, "source_b");
  refused(guiyi_normalize(phone, sizeof phone - 1, "\xed\xa0\x80", 3, NULL, &text, &err), &err, "raw");
  refused(guiyi_propose("\xf5\x80\x80\x80", 4, &text, &err), &err, "input");
  CHECK(no_plan == NULL && no_outcome == NULL && text == NULL);

  /* A length that no text has. */
  CHECK(guiyi_normalize(phone, sizeof phone - 1, "1", (size_t)-1, NULL, &text, &err) == GUIYI_ERROR_TOO_LARGE);
  guiyi_error_free(err);
  err = NULL;

  /* An empty text is a value like another; only NULL is not. */
  CHECK(guiyi_normalize(phone, sizeof phone - 1, "", 0, NULL, &text, &err) == GUIYI_OK);
  CHECK(holds(text, "\"missing\":\"absent\""));
  guiyi_text_free(text);
  CHECK(guiyi_normalize(phone, sizeof phone - 1, "138\0001234\0005678", 13, NULL, &text, &err) == GUIYI_OK);
  guiyi_text_free(text);

  /* No terminator: the heap block ends where the text ends, so that a sanitizer sees a byte too many. */
  char *exact = (char *)malloc(11);
  CHECK(exact != NULL);
  memcpy(exact, "13812345678", 11);
  CHECK(guiyi_normalize(phone, sizeof phone - 1, exact, 11, NULL, &text, &err) == GUIYI_OK);
  CHECK(holds(text, "\"status\":\"ok\""));
  free(exact);
  guiyi_text_free(text);

  CHECK(err == NULL);
  guiyi_outcome_free(outcome);
  guiyi_plan_free(plan);
  return 0;
}
